"""One phrasing against one answer: which of its words have a partner, where, and how they are meant."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from miliary_chat.judge.judgement import Reading, Span
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.passage import Found, Passage
from miliary_chat.judge.phrasing import Part, Phrasing
from miliary_chat.judge.place import Places
from miliary_chat.judge.quantity import agrees, comparable
from miliary_chat.judge.scope import Mark, Sense

Kind = Literal["met", "denied", "contradicted", "unclear", "value", "typo", "facet"]

ENOUGH = 0.6
"""Share of a phrasing's weight that must be there for a question about the rest."""
_NARROWING = frozenset({"in", "on", "at", "of", "within", "to", "along", "over"})
_SEPARATE = frozenset({"finding", "disease", "symptom", "drug", "test", "action"})
_NOT_NOW = Sense.SUPPOSED | Sense.CONSEQUENT


@dataclass(frozen=True, slots=True)
class Partner:
    """A part of a phrasing and where the answer says it. `flipped`: said by its opposite; `agrees`: the measure fits."""

    part: Part
    found: Found
    flipped: bool = False
    agrees: bool = True

    @property
    def denied(self) -> bool:
        """Whether the answer denies this part."""
        return bool(self.found.sense & Sense.DENIED) != self.flipped


@dataclass(frozen=True)
class Fit:
    """What became of one phrasing in one sentence."""

    kind: Kind
    phrasing: Phrasing
    partners: tuple[Partner, ...]
    missing: tuple[Part, ...]
    score: float
    sense: Sense
    passage: Passage

    @cached_property
    def tokens(self) -> frozenset[int]:
        """The tokens that carry it."""
        return frozenset(at for partner in self.partners for at in range(partner.found.first, partner.found.last + 1))

    @property
    def start(self) -> int:
        """Where it starts in the answer."""
        return self.passage.tokens[min(self.tokens)].start

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The stretches of the answer that carry it, neighbours joined."""
        out: list[Span] = []
        previous = -2
        for at in sorted(self.tokens):
            span = self.passage.span(at, at)
            if at == previous + 1:
                out[-1] = Span(out[-1].start, span.end)
            else:
                out.append(span)
            previous = at
        return tuple(out)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The words that were read as others."""
        seen = {reading.span: reading for partner in self.partners for reading in partner.found.readings}
        return tuple(seen[span] for span in sorted(seen))

    @property
    def antecedent(self) -> bool:
        """Whether a part of it is the condition itself ("if the leg is not swollen it is no PE")."""
        return any(partner.found.sense & Sense.SUPPOSED for partner in self.partners)


class Matcher:
    """Looks phrasings up in one passage."""

    def __init__(self, passage: Passage, lexicon: Lexicon) -> None:
        self.passage = passage
        self.lexicon = lexicon

    @cached_property
    def places(self) -> Places:
        """The place words of the passage."""
        return Places(self.passage, self.lexicon.axes)

    def fits(self, phrasing: Phrasing) -> list[Fit]:
        """Every way in which the answer says, denies or half says the phrasing."""
        candidates = [list(self._candidates(part)) for part in phrasing.parts]
        weight = phrasing.weight
        there = sum(part.weight for part, found in zip(phrasing.parts, candidates, strict=True) if found)
        head = next(index for index, part in enumerate(phrasing.parts) if part.head)
        if there < ENOUGH * weight and not candidates[head]:
            return []
        fits: list[Fit] = []
        for anchor in candidates[head] or min((found for found in candidates if found), key=len):
            fit = self._around(phrasing, candidates, anchor)
            if fit is not None:
                fits.append(fit)
        return fits

    def _candidates(self, part: Part) -> Iterator[Partner]:
        found_in = self.passage.found
        if part.measure is not None:
            for quantity in self.passage.quantities:
                if comparable(part.measure, quantity.measure):
                    sense = self.passage.scope.over(quantity.first, quantity.last)
                    found = Found(quantity.first, quantity.last, sense)
                    yield Partner(part, found, agrees=agrees(part.measure, quantity.measure))
            return
        seen: set[tuple[int, int, bool]] = set()
        for atom in part.atoms:
            for found in found_in.get(atom, ()):
                place = (found.first, found.last, found.doubtful)
                hollow = found.implied and bool(found.sense & (Sense.DENIED | Sense.UNCLEAR))
                if place not in seen and not hollow and not found.sense & Sense.WITHDRAWN:
                    seen.add(place)
                    yield Partner(part, found)
        if part.head and not part.denied:
            yield from self._denied_with_its_kind(part)
        for atom in part.atoms:
            opposite = self.lexicon.opposites.get(atom)
            if opposite is None or opposite.sort == "place":
                continue
            for other in opposite.atoms:
                for found in found_in.get(other, ()):
                    denies = bool(found.sense & Sense.DENIED)
                    place = (found.first, found.last, found.doubtful)
                    usable = not denies or opposite.sort == "two"
                    if usable and place not in seen and not found.sense & (Sense.WITHDRAWN | Sense.UNCLEAR):
                        yield Partner(part, found, flipped=True)

    def _denied_with_its_kind(self, part: Part) -> Iterator[Partner]:
        """Where the kind of thing is denied, the thing is: "no malignancy" denies lung cancer."""
        for atom in part.atoms:
            for general in self.lexicon.implied.get(atom, ()):
                for found in self.passage.found.get(general, ()):
                    if not found.implied and found.sense & Sense.DENIED:
                        yield Partner(part, found)

    def _around(self, phrasing: Phrasing, candidates: list[list[Partner]], anchor: Partner) -> Fit | None:
        sentence = self.passage.sentence
        home = sentence[anchor.found.first]
        chosen: list[Partner] = []
        missing: list[Part] = []
        for part, options in zip(phrasing.parts, candidates, strict=True):
            if part is anchor.part:
                chosen.append(anchor)
                continue
            near = [option for option in options if sentence[option.found.first] == home]
            best = min(near, key=lambda option: self._distance(anchor, option), default=None)
            if best is None or not self._placed(best, anchor):
                missing.append(part)
            else:
                chosen.append(best)
        chosen, strays = self._near_enough(chosen, anchor, len(phrasing.parts))
        missing += strays
        missing += self._misplaced(chosen)
        chosen = [partner for partner in chosen if partner.part not in missing]
        if not chosen:
            return None
        return self._fit(phrasing, tuple(chosen), tuple(missing))

    def _distance(self, anchor: Partner, option: Partner) -> tuple[bool, bool, float, bool]:
        low, high = sorted(((anchor.found.first, anchor.found.last), (option.found.first, option.found.last)))
        gap = self.passage.gap(low[1] + 1, high[0] - 1) if high[0] > low[1] else 0.0
        return (not option.agrees, option.flipped and gap > 4, gap + 0.5 * option.found.doubtful, option.flipped)

    def _placed(self, option: Partner, anchor: Partner) -> bool:
        if not option.part.place:
            return True
        if self._distance(anchor, option)[2] > 4.5:
            return False
        axis = next(self.lexicon.axes[atom] for atom in option.part.atoms if atom in self.lexicon.axes)
        return self.places.belongs(option.found.first, *axis, (anchor.found.first, anchor.found.last))

    def _misplaced(self, chosen: list[Partner]) -> list[Part]:
        placed = [partner for partner in chosen if partner.part.place]
        out: list[Part] = []
        for index, one in enumerate(placed):
            for other in placed[index + 1 :]:
                here = next(self.lexicon.axes[atom] for atom in one.part.atoms if atom in self.lexicon.axes)
                there = next(self.lexicon.axes[atom] for atom in other.part.atoms if atom in self.lexicon.axes)
                if not self.places.together((one.found.first, *here), (other.found.first, *there)):
                    out.append(one.part)
        return out

    def _near_enough(self, chosen: list[Partner], anchor: Partner, size: int) -> tuple[list[Partner], list[Part]]:
        """Drop partners, farthest first, until the rest stand close enough to be one statement."""
        strays: list[Part] = []
        allowed = 2.5 + 0.8 * size
        while len(chosen) > 1 and self._looseness(chosen) > allowed:
            far = max(
                (partner for partner in chosen if partner is not anchor), key=lambda p: self._distance(anchor, p)[2]
            )
            chosen = [partner for partner in chosen if partner is not far]
            strays.append(far.part)
        return chosen, strays

    def _looseness(self, chosen: list[Partner]) -> float:
        first = min(partner.found.first for partner in chosen)
        last = max(partner.found.last for partner in chosen)
        inside = {at for partner in chosen for at in range(partner.found.first, partner.found.last + 1)}
        own = sum(self.passage.content[at + 1] - self.passage.content[at] for at in inside)
        seams = sum(self.passage.seam[at + 1] - self.passage.seam[at] for at in inside)
        return self.passage.gap(first, last) - own - seams

    # --- how it is meant ----------------------------------------------------------------------------------------------

    def _fit(self, phrasing: Phrasing, partners: tuple[Partner, ...], missing: tuple[Part, ...]) -> Fit | None:
        sense = Sense.PLAIN
        for partner in partners:
            sense |= partner.found.sense
        if sense & Sense.FAMILY and not phrasing.stance & Sense.FAMILY:
            return None
        covered = sum(partner.part.weight for partner in partners) / phrasing.weight
        score = covered * (1 - min(0.4, 0.03 * self._looseness(list(partners))))
        fit = Fit("met", phrasing, partners, missing, round(score, 3), sense, self.passage)
        whole = all(part.weight < 1.0 for part in missing)
        if any(partner.part.denied for partner in phrasing_denied(partners)) or any(
            part.denied for part in phrasing.parts
        ):
            return self._fit_denying(fit, whole=whole, covered=covered)
        turned = {(mark.first, mark.last) for partner in partners if partner.flipped for mark in self._deniers(partner)}
        if any(partner.denied and not self._denied_only_by(partner, turned) for partner in partners):
            return self._denial(fit, whole=whole)
        return self._fit_saying(fit, whole=whole, covered=covered)

    def _fit_saying(self, fit: Fit, *, whole: bool, covered: float) -> Fit | None:
        if not whole:
            headed = any(partner.part.head for partner in fit.partners)
            solid = not any(partner.found.doubtful or not partner.agrees for partner in fit.partners)
            clear = not fit.sense & Sense.UNCLEAR
            return replace(fit, kind="facet") if covered >= ENOUGH and headed and solid and clear else None
        if any(not partner.agrees for partner in fit.partners):
            return self._off_value(fit)
        if any(partner.found.doubtful for partner in fit.partners):
            return replace(fit, kind="typo")
        if fit.sense & Sense.UNCLEAR:
            return replace(fit, kind="unclear")
        asked = fit.phrasing.stance & (Sense.FAVOURED | Sense.UNLIKELY)
        alone = (
            asked is Sense.FAVOURED
            and self.passage.says_one_thing
            and not fit.sense & (Sense.POSSIBLE | Sense.UNLIKELY)
        )
        if asked and not fit.phrasing.conditional and not fit.sense & asked and not alone:
            return None
        return fit

    def _off_value(self, fit: Fit) -> Fit | None:
        return replace(fit, kind="value") if any(partner.part.measure is None for partner in fit.partners) else None

    def _denial(self, fit: Fit, *, whole: bool) -> Fit | None:
        """The phrasing affirms, the answer denies: of the whole thing, or of its head, which takes the rest along."""
        head = next((partner for partner in fit.partners if partner.part.head), None)
        if fit.sense & _NOT_NOW or any(partner.found.doubtful or not partner.agrees for partner in fit.partners):
            return None
        if head is None or not head.denied:
            aside = tuple(partner.part for partner in fit.partners if partner.denied)
            return self._half_said(fit, aside)
        if not whole and (fit.phrasing.conditional or not all(self._modifies(part) for part in fit.missing)):
            return None
        named = [partner for partner in fit.partners if partner.denied]
        if any(partner.flipped for partner in named) and not whole:
            return None
        if any(self._narrowed(partner, fit) for partner in named if not partner.flipped):
            return None
        if not whole and self._elsewhere(fit):
            return None
        return replace(fit, kind="denied")

    def _half_said(self, fit: Fit, aside: tuple[Part, ...]) -> Fit | None:
        """The thing itself is said, something about it denied ("a mass, not spiculated"): part of it."""
        kept = tuple(partner for partner in fit.partners if partner.part not in aside)
        covered = sum(partner.part.weight for partner in kept) / fit.phrasing.weight
        if covered < ENOUGH or not any(partner.part.head for partner in kept):
            return None
        return replace(fit, kind="facet", partners=kept, missing=fit.missing + aside, score=round(covered * 0.9, 3))

    def _modifies(self, part: Part) -> bool:
        """Whether a part only says where, how big or how many, so that denying the thing denies it with the thing."""
        return part.place or part.weight < 1.0 or part.measure is not None or bool(part.atoms & self.lexicon.modifiers)

    def _elsewhere(self, fit: Fit) -> bool:
        """Whether the denial is about another place than the phrasing's ("no right effusion" against "left effusion")."""
        for part in fit.missing:
            for atom in part.atoms:
                opposite = self.lexicon.opposites.get(atom)
                if opposite is not None and any(
                    abs(found.first - at) <= 4
                    for other in opposite.atoms
                    for found in self.passage.found.get(other, ())
                    for at in fit.tokens
                ):
                    return True
        return False

    def _narrowed(self, partner: Partner, fit: Fit) -> bool:
        """Whether words that the phrasing does not have make the denial smaller ("no large effusion")."""
        passage = self.passage
        at = partner.found.first - 1
        while (
            at >= 0
            and passage.sentence[at] == passage.sentence[partner.found.first]
            and passage.tokens[at].sort == "word"
        ):
            if passage.scope.cue[at] or passage.tokens[at].text in ("and", "or", "nor"):
                break
            if self._narrows(at, fit):
                return True
            at -= 1
        at = partner.found.last + 1
        linked = False
        while at < len(passage.tokens) and passage.sentence[at] == passage.sentence[partner.found.last]:
            if (
                passage.tokens[at].sort != "word"
                or passage.scope.cue[at]
                or passage.tokens[at].text in ("and", "or", "nor", "but")
            ):
                break
            linked = linked or passage.tokens[at].text in _NARROWING
            if linked and self._narrows(at, fit):
                return True
            at += 1
        return False

    def _narrows(self, at: int, fit: Fit) -> bool:
        key = self.passage.keys[at]
        lexicon = self.lexicon
        if at in fit.tokens or key in lexicon.stop or key in lexicon.filler or key in lexicon.frame:
            return False
        if key in lexicon.axes:
            return True
        if not any(mark.sense & (Sense.DENIED | Sense.UNCLEAR) for mark in self.passage.scope.marks[at]):
            return False
        return not any(term.kind in _SEPARATE for term in lexicon.readings(self.passage.keys, at))

    def _fit_denying(self, fit: Fit, *, whole: bool, covered: float) -> Fit | None:
        """The phrasing itself denies something: "no pleural effusion", "BCG excludes TB"."""
        denying = [partner for partner in fit.partners if partner.part.denied]
        plain = [partner for partner in fit.partners if not partner.part.denied]
        if not denying:
            return None
        hits = [partner for partner in denying if partner.denied]
        if not hits:
            return self._asserted_against(fit, denying, whole=whole)
        cues = {(mark.first, mark.last) for partner in hits for mark in self._deniers(partner)}
        if any(
            partner.denied and not cues & {(mark.first, mark.last) for mark in self._deniers(partner)}
            for partner in plain
        ):
            return None
        if not whole:
            return (
                replace(fit, kind="facet")
                if covered >= ENOUGH and not any(p.found.doubtful for p in fit.partners)
                else None
            )
        if any(not partner.agrees for partner in fit.partners):
            return self._off_value(fit)
        if any(partner.found.doubtful for partner in fit.partners):
            return replace(fit, kind="typo")
        if any(self._narrowed(partner, fit) for partner in hits if not partner.flipped):
            return replace(fit, kind="facet", score=fit.score * 0.8)
        return fit

    def _denied_only_by(self, partner: Partner, cues: set[tuple[int, int]]) -> bool:
        """Whether the denial is the one that its neighbour's opposite already took up ("no tracheal deviation")."""
        return not partner.flipped and {(mark.first, mark.last) for mark in self._deniers(partner)} <= cues

    def _deniers(self, partner: Partner) -> list[Mark]:
        return [
            mark
            for at in range(partner.found.first, partner.found.last + 1)
            for mark in self.passage.scope.marks[at]
            if mark.sense & Sense.DENIED
        ]

    def _asserted_against(self, fit: Fit, denying: list[Partner], *, whole: bool) -> Fit | None:
        """The phrasing says "no effusion", the answer says "effusion"."""
        if any(partner.found.doubtful for partner in denying):
            return None
        if any(partner.found.sense & Sense.UNCLEAR for partner in denying):
            return replace(fit, kind="unclear") if whole else None
        softened = fit.sense & (_NOT_NOW | Sense.POSSIBLE | Sense.UNLIKELY)
        if softened or not whole or len(denying) < len(fit.partners):
            return None
        return replace(fit, kind="contradicted")


def phrasing_denied(partners: tuple[Partner, ...]) -> list[Partner]:
    """The partners of parts that the phrasing denies."""
    return [partner for partner in partners if partner.part.denied]
