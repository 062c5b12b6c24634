"""One phrasing against one answer: which of its words have a partner, and whether these stand together."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from miliary_chat.judge.bare import said_of_another
from miliary_chat.judge.cue import Sense
from miliary_chat.judge.fit import Fit, Partner
from miliary_chat.judge.items import Items
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.meaning import HALF, Meaning
from miliary_chat.judge.measure import agrees, comparable
from miliary_chat.judge.names import TESTS, Names
from miliary_chat.judge.partly import only_partly
from miliary_chat.judge.parts import Part
from miliary_chat.judge.passage import Found, Passage
from miliary_chat.judge.phrasing import Phrasing
from miliary_chat.judge.place import Places
from miliary_chat.judge.subject import Subjects

PLACE_REACH = 4.5
"""How far (content words and seams) a side or zone may stand from what it describes."""

_PAIRED = frozenset({"lung", "=lung", "hilum", "=hilum", "pleura", "=pleura", "diaphragm", "=diaphragm"})
"""What has two sides, of which one may be normal by itself."""
_PRIMARY = "primary"
"""A metastasis and its primary are one thing ("metastases, thyroid primary")."""


class Matcher:
    """Looks phrasings up in one passage."""

    def __init__(self, passage: Passage, lexicon: Lexicon) -> None:
        self.passage = passage
        self.lexicon = lexicon
        self.names = Names(passage, lexicon)
        self.meaning = Meaning(passage, lexicon, self.names)
        self.subjects = Subjects(passage, lexicon)
        self.items = Items(passage, lexicon, self.names)
        self._known: dict[object, list[tuple[Found, bool, bool]]] = {}

    @cached_property
    def places(self) -> Places:
        """The place words of the passage."""
        return Places(self.passage, self.lexicon.axes)

    def fits(self, phrasing: Phrasing) -> list[Fit]:
        """Every way in which the answer says, denies or half says the phrasing, one a place of its head."""
        if not self.there(phrasing.parts[phrasing.head]):
            return []
        if len(phrasing.parts) > 1 and not (self.passage.denies or phrasing.denies):
            there = sum([part.weight for part in phrasing.parts if self.there(part)])
            if there < HALF * phrasing.weight:
                return []
        candidates = [self.candidates(part) for part in phrasing.parts]
        fits = (self._around(phrasing, candidates, anchor) for anchor in candidates[phrasing.head])
        return [fit for fit in fits if fit is not None]

    def there(self, part: Part) -> bool:
        """Whether the answer has anything that may say, or oppose, this part."""
        if part.measure is not None:
            return bool(self.passage.quantities)
        return not part.probe.isdisjoint(self.passage.found)

    # --- where each part is said --------------------------------------------------------------------------------------

    def candidates(self, part: Part) -> list[Partner]:
        """Every place of the answer that says, or opposes, a part."""
        key = part.measure if part.measure is not None else (part.atoms, part.head and not part.denied)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = list(self._measured(part) if part.measure is not None else self._said(part))
        return [Partner(part, *option) for option in known]

    def _measured(self, part: Part) -> Iterator[tuple[Found, bool, bool]]:
        assert part.measure is not None
        for quantity in self.passage.quantities:
            if comparable(part.measure, quantity.measure):
                sense = self.passage.scope.over(quantity.first, quantity.last)
                yield Found(quantity.first, quantity.last, sense), False, agrees(part.measure, quantity.measure)

    def _said(self, part: Part) -> Iterator[tuple[Found, bool, bool]]:
        seen: set[tuple[int, int, bool]] = set()
        for atom in sorted(part.atoms) if len(part.atoms) > 1 else part.atoms:
            for found in self.passage.found.get(atom, ()):
                place = (found.first, found.last, found.doubtful)
                hollow = found.implied and found.sense & (Sense.DENIED | Sense.UNCLEAR)
                if place not in seen and not hollow and not found.sense & Sense.WITHDRAWN:
                    seen.add(place)
                    yield found, False, True
        if part.head and not part.denied:
            yield from self._denied_with_its_kind(part)
        for found in self._opposed(part):
            if (found.first, found.last, found.doubtful) not in seen:
                yield found, True, True

    def _denied_with_its_kind(self, part: Part) -> Iterator[tuple[Found, bool, bool]]:
        """Where the kind of thing is denied, the thing is: "no malignancy" denies lung cancer."""
        for atom in sorted(part.atoms) if len(part.atoms) > 1 else part.atoms:
            for general in sorted(self.lexicon.implied.get(atom, ())):
                for found in self.passage.found.get(general, ()):
                    if not found.implied and found.sense & Sense.DENIED and not self.names.inside(found):
                        yield found, False, True

    def _opposed(self, part: Part) -> Iterator[Found]:
        """Where the part's opposite is said; denied, it counts only when there is no third possibility."""
        for atom in sorted(part.atoms) if len(part.atoms) > 1 else part.atoms:
            opposite = self.lexicon.opposites.get(atom)
            if opposite is None or opposite.sort == "place":
                continue
            for other in sorted(opposite.atoms):
                for found in self.passage.found.get(other, ()):
                    usable = opposite.sort == "two" or not found.sense & Sense.DENIED
                    usable = usable and not self.passage.scope.cue[found.first]  # "not present" is no presence
                    if usable and not found.sense & (Sense.WITHDRAWN | Sense.UNCLEAR):
                        yield found

    # --- which of these stand together --------------------------------------------------------------------------------

    def _around(self, phrasing: Phrasing, candidates: list[list[Partner]], anchor: Partner) -> Fit | None:
        if len(phrasing.parts) == 1:
            if self.names.only_tested(anchor.found):
                return None
            if said_of_another(phrasing, anchor.found, self.passage, self.lexicon):
                return None
            return self.meaning.fit(phrasing, (anchor,), (), self._looseness([anchor]))
        if phrasing.wellness and self.meaning.of_a_picture(anchor):
            return None
        sentence = self.passage.sentence
        home = sentence[anchor.found.first]
        chosen: list[Partner] = []
        missing: list[Part] = []
        for part, options in zip(phrasing.parts, candidates, strict=True):
            if part is anchor.part:
                chosen.append(anchor)
                continue
            near = [
                option
                for option in options
                if self._together(sentence[option.found.first], home)
                and not self.subjects.apart(anchor.found, option.found)
                and not self._of_another(option, anchor)
                and not (
                    (option.flipped or sentence[option.found.first] != home)
                    and self.names.describe_another(option.found, anchor.found)
                )
                and not (anchor.flipped and self.names.describe_another(anchor.found, option.found))
            ]
            best = near[0] if len(near) == 1 else self._nearest(anchor, near)
            if best is None or not self._placed(best, anchor, phrasing.parts):
                missing.append(part)
            else:
                chosen.append(best)
        if len(chosen) > 1:
            chosen, strays = self._near_enough(chosen, anchor, len(phrasing.parts))
            missing += strays + self._misplaced(chosen) + self.items.of_others(chosen, anchor)
            missing += self._measured_elsewhere(chosen) if phrasing.graded else []
            chosen = [partner for partner in chosen if partner.part not in missing]
        if not chosen or (self._of_the_whole(phrasing) and only_partly(chosen, self.places, self.passage)):
            return None
        return self.meaning.fit(phrasing, tuple(chosen), tuple(missing), self._looseness(chosen))

    def _of_the_whole(self, phrasing: Phrasing) -> bool:
        """Whether it calls an organ normal that has two sides, and none of these alone ("lungs clear")."""
        if not phrasing.wellness or any(part.place for part in phrasing.parts):
            return False
        return any(not part.atoms.isdisjoint(_PAIRED) for part in phrasing.parts)

    def _of_another(self, option: Partner, anchor: Partner) -> bool:
        """Whether a part of the body belongs to something else: it is called normal, or is part of a disease's name."""
        if option.part.place:  # "pneumonia of the middle lobe, the lower lobe is clear"
            return self.meaning.wellness and self._apart(option, anchor) and self.meaning.called_normal(option)
        if not self.meaning.bodily(option.part) or option.denied:
            return False
        if self.meaning.wellness and self._apart(option, anchor) and self.meaning.called_normal(option):
            return True
        first, last = option.found.first, option.found.last
        return any(
            term.kind == "disease" and at + len(term.keys) > last and not at <= anchor.found.first < at + len(term.keys)
            for at in range(max(0, first - 2), first + 1)
            for term in self.names.at(at)
            if len(term.keys) > last - first + 1 and term.keys[-1] != _PRIMARY
        )

    def _apart(self, one: Partner, other: Partner) -> bool:
        """Whether two stand in different items of a list."""
        return self.passage.item[one.found.first] != self.passage.item[other.found.first]

    def _together(self, one: int, home: int) -> bool:
        """Whether two sentences are one statement: the same, or the later goes on about the earlier."""
        return one == home or (abs(one - home) == 1 and max(one, home) in self.passage.linked)

    def _nearest(self, anchor: Partner, options: list[Partner]) -> Partner | None:
        return min(options, key=lambda option: self._distance(anchor, option), default=None)

    def gap(self, one: Found, other: Found) -> float:
        """Content words and seams between two places of the answer."""
        if one.last >= other.first:
            if other.last >= one.first:
                return 0.0
            one, other = other, one
        apart = self.passage.sentence[other.first] - self.passage.sentence[one.last]
        return self.passage.gap(one.last + 1, other.first - 1) + apart

    def _distance(self, anchor: Partner, option: Partner) -> tuple[bool, bool, float, bool, bool]:
        gap = self.gap(anchor.found, option.found)
        doubt = 0.5 * option.found.doubtful
        return not option.agrees, option.flipped and gap > 4, gap + doubt, option.flipped, option.found.implied

    def _placed(self, option: Partner, anchor: Partner, parts: Sequence[Part]) -> bool:
        axis = option.part.axis
        if axis is None:
            return True
        if any(part.axis and part.axis[0] == axis[0] and part.axis != axis for part in parts):
            return True  # the phrasing wants both poles ("apex to base"), so that neither is the other's rival
        first, last = self.places.group(option.found.first)
        whole = option.found._replace(first=min(first, option.found.first), last=max(last, option.found.last))
        if self.gap(anchor.found, whole) > PLACE_REACH:
            return False
        return self.places.belongs(option.found.first, *axis, (anchor.found.first, anchor.found.last))

    def _misplaced(self, chosen: list[Partner]) -> list[Part]:
        """The places of another thing: "left" beside "upper" in "right upper and left lower lobe"."""
        placed = [(partner, partner.part.axis) for partner in chosen if partner.part.axis is not None]
        out: list[Part] = []
        for index, (one, here) in enumerate(placed):
            for other, there in placed[index + 1 :]:
                if here is None or there is None or (here[0] == there[0] and here != there):
                    continue
                if not self.places.together((one.found.first, *here), (other.found.first, *there)):
                    out.append(one.part)
        return out

    def _measured_elsewhere(self, chosen: list[Partner]) -> list[Part]:
        """What is low or raised in another test than is asked for: "the urinary iodine is low" for "low iodine"."""
        degrees = [partner for partner in chosen if not partner.part.atoms.isdisjoint(self.lexicon.degrees)]
        if not degrees:
            return []
        return [
            partner.part
            for partner in chosen
            if partner not in degrees and self.names.inside(partner.found, of=degrees[0].found, kinds=TESTS)
        ]

    def _near_enough(self, chosen: list[Partner], anchor: Partner, size: int) -> tuple[list[Partner], list[Part]]:
        """Drop partners, farthest first, until the rest stand close enough to be one statement."""
        strays: list[Part] = []
        allowed = 0.9 + 1.0 * size
        while len(chosen) > 1 and self._looseness(chosen) > allowed:
            others = [partner for partner in chosen if partner is not anchor]
            far = max(others, key=lambda partner: self.gap(anchor.found, partner.found))
            chosen = [partner for partner in chosen if partner is not far]
            strays.append(far.part)
        return chosen, strays

    def _looseness(self, chosen: list[Partner]) -> float:
        """Content words and seams between the first and the last partner that belong to none of them."""
        if len(chosen) == 1:
            return 0.0
        passage = self.passage
        chosen = [
            partner for partner in chosen if not (partner.part.spreads and self.items.spreads_over(partner, chosen))
        ]
        stretches = sorted((partner.found.first, partner.found.last) for partner in chosen)
        end = stretches[0][1]
        loose = float(sum(found.last - found.first for found in (p.found for p in chosen) if found.implied))
        for first, last in stretches[1:]:
            if first > end + 1 and not self.places.only(end + 1, first - 1):
                loose += passage.gap(end + 1, first - 1)
            end = max(end, last)
        return loose
