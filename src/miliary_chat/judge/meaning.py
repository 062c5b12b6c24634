"""How the words of a fit are meant: said, denied, half said, or said so that nobody can tell."""

from dataclasses import replace
from functools import cached_property

from miliary_chat.judge.clause import LISTING
from miliary_chat.judge.cue import Sense
from miliary_chat.judge.deniers import asked_for, deniers
from miliary_chat.judge.fit import Fit, Partner
from miliary_chat.judge.lexicon import Lexicon, Term
from miliary_chat.judge.measure import opposed
from miliary_chat.judge.names import SEPARATE, Names
from miliary_chat.judge.narrowing import narrowed
from miliary_chat.judge.parts import Part
from miliary_chat.judge.passage import Passage
from miliary_chat.judge.phrasing import Phrasing
from miliary_chat.judge.pictures import said_of_a_picture

_ASKING = frozenset({"ask", "asking", "asked", "know", "check", "see", "wonder", "find", "enquire", "whether", "does"})
"""Words before an "if" that make a question of what follows, and no condition."""
ENOUGH = 0.6
"""Share of a phrasing's weight that must be there for a question about the rest."""
HALF = 0.5
"""The same when the rest only says which side or zone."""
_NOT_NOW = Sense.SUPPOSED | Sense.CONSEQUENT


class Meaning:
    """Tells how a choice of partners is meant in one passage."""

    def __init__(self, passage: Passage, lexicon: Lexicon, names: Names) -> None:
        self.passage = passage
        self.lexicon = lexicon
        self.names = names

    @cached_property
    def wellness(self) -> bool:
        """Whether anything is called normal at all."""
        keys, predicates = self.passage.keys, self.lexicon.predicates
        return any(key in predicates for key in keys) or any(
            term.shown == "normal" for at in range(len(keys)) for term in self.names.at(at)
        )

    def fit(
        self, phrasing: Phrasing, partners: tuple[Partner, ...], missing: tuple[Part, ...], looseness: float
    ) -> Fit | None:
        """The fit of a phrasing with these partners, or None when it says nothing about the phrasing."""
        sense = Sense.PLAIN
        for partner in partners:
            sense |= partner.found.sense
        if bool(sense & Sense.FAMILY) != bool(phrasing.stance & Sense.FAMILY):
            return None
        covered = sum(partner.part.weight for partner in partners) / phrasing.weight
        score = covered * (1 - min(0.4, 0.03 * looseness))
        fit = Fit("met", phrasing, partners, missing, round(score, 3), sense, self.passage)
        if self.wellness and not phrasing.denies and self._healthy_place(phrasing, partners):
            return None
        whole = all(part.weight < 1.0 for part in missing) and not (missing and self._elsewhere(fit))
        if phrasing.denies:
            return self._fit_denying(fit, whole=whole, covered=covered)
        denied = [partner for partner in partners if partner.denied and not asked_for(self.passage, partner, partners)]
        if denied:
            turned = {(mark.first, mark.last) for one in partners if one.flipped for mark in deniers(self.passage, one)}
            if not all(self._denied_only_by(partner, turned) for partner in denied):
                return self._denial(fit, whole=whole)
        return self._fit_saying(fit, whole=whole, covered=covered)

    def _healthy_place(self, phrasing: Phrasing, partners: tuple[Partner, ...]) -> bool:
        """Whether a phrasing that only names a place finds that place called normal ("the lower lobe is clear")."""
        return self.only_places(phrasing) and all(self.called_normal(partner) for partner in partners)

    def only_places(self, phrasing: Phrasing) -> bool:
        """Whether a phrasing names nothing but where something is ("right lower lobe")."""
        return all(part.place or self.bodily(part) for part in phrasing.parts)

    def _fit_saying(self, fit: Fit, *, whole: bool, covered: float) -> Fit | None:
        if not whole:
            headed = any(partner.part.head for partner in fit.partners)
            solid = not any(partner.found.doubtful or not partner.agrees for partner in fit.partners)
            clear = not fit.sense & Sense.UNCLEAR
            enough = covered >= ENOUGH or (covered >= HALF and all(part.place for part in fit.missing))
            return fit.as_kind("facet") if enough and headed and solid and clear else None
        if any(not partner.agrees for partner in fit.partners):
            return self._off_value(fit)
        if any(partner.found.doubtful for partner in fit.partners):
            return fit.as_kind("typo")
        if fit.sense & Sense.UNCLEAR or self._only_supposed(fit):
            return fit.as_kind("unclear")
        if fit.phrasing.hanging and not fit.sense & _NOT_NOW:
            return fit.as_kind("facet")
        asked = fit.phrasing.stance & (Sense.FAVOURED | Sense.UNLIKELY)
        alone = (
            asked == Sense.FAVOURED
            and self.passage.says_one_thing
            and not fit.sense & (Sense.POSSIBLE | Sense.UNLIKELY)
        )
        if asked and not fit.phrasing.conditional and not fit.sense & asked and not alone:
            return None
        return fit

    def _only_supposed(self, fit: Fit) -> bool:
        """Whether all of it is a condition ("if there were an effusion"), where no condition was asked for."""
        if fit.phrasing.conditional or not all(partner.found.sense & Sense.SUPPOSED for partner in fit.partners):
            return False
        texts = [token.text for token in self.passage.tokens]
        return any(
            mark.sense & Sense.SUPPOSED and texts[mark.first] == "if" and _ASKING.isdisjoint(texts[: mark.first])
            for at in fit.tokens
            for mark in self.passage.scope.marks[at]
        )

    def _off_value(self, fit: Fit) -> Fit | None:
        if all(partner.part.measure is not None for partner in fit.partners):
            return None
        plainly = not (fit.sense & _NOT_NOW or fit.phrasing.conditional or fit.phrasing.stance)
        against = plainly and any(self._opposed(partner) for partner in fit.partners)
        return fit.as_kind("contradicted" if against else "value")

    def _opposed(self, partner: Partner) -> bool:
        want = partner.part.measure
        said = [quantity.measure for quantity in self.passage.quantities if quantity.first == partner.found.first]
        return want is not None and any(opposed(want, measure) for measure in said)

    def _denial(self, fit: Fit, *, whole: bool) -> Fit | None:
        """The phrasing affirms, the answer denies: of the whole thing, or of its head, which takes the rest along."""
        head = next((partner for partner in fit.partners if partner.part.head), None)
        depends = _NOT_NOW if fit.phrasing.conditional else Sense.SUPPOSED  # "no drain if it is small" denies the drain
        if fit.sense & depends or any(partner.found.doubtful for partner in fit.partners):
            return None
        if head is None or not head.denied:
            against = [partner for partner in fit.partners if partner.flipped and partner.denied]
            if whole and against:
                return fit.as_kind("unclear" if any(self._unsure(partner) for partner in against) else "denied")
            aside = tuple(partner.part for partner in fit.partners if partner.denied)
            return self._half_said(fit, aside)
        if not whole and (fit.phrasing.conditional or not all(self._modifies(part) for part in fit.missing)):
            return None
        if any(self.bodily(part) for part in fit.missing) and self._called_normal_only(fit):
            return None  # "the film is not normal" says nothing of the heart
        named = [partner for partner in fit.partners if partner.denied]
        if not head.flipped and any(partner.flipped for partner in named):
            return None  # "uniform size excludes metastases" agrees with "metastases vary in size"
        if not whole and not self._denies_enough(named, fit):
            return None
        if any(partner.flipped and self._unsure(partner) for partner in named):
            return fit.as_kind("unclear")
        if any(narrowed(self.names, partner, fit) for partner in named if not partner.flipped):
            return None
        return fit.as_kind("denied")

    def _denies_enough(self, named: list[Partner], fit: Fit) -> bool:
        """Whether what is denied of a phrasing is the thing itself, here, and not another: "no PET scan", "no scan"."""
        if any(partner.flipped for partner in named) or not any(self._names_a_thing(partner) for partner in named):
            return False
        return not (all(self._names_another(partner, fit) for partner in named) or self._elsewhere(fit))

    def _half_said(self, fit: Fit, aside: tuple[Part, ...]) -> Fit | None:
        """The thing itself is said, something about it denied ("a mass, not spiculated"): part of it."""
        kept = tuple(partner for partner in fit.partners if partner.part not in aside)
        covered = sum(partner.part.weight for partner in kept) / fit.phrasing.weight
        if covered < ENOUGH or not any(partner.part.head for partner in kept):
            return None
        return replace(fit, kind="facet", partners=kept, missing=fit.missing + aside, score=round(covered * 0.9, 3))

    def _names_another(self, partner: Partner, fit: Fit) -> bool:
        """Whether the words are part of the name of something else, of which the fit has no other word."""
        found, rest = partner.found, [other.found for other in fit.partners if other is not partner]
        return self.names.inside(found) and not any(self.names.inside(other) for other in rest)

    def _modifies(self, part: Part) -> bool:
        """Whether a part only says where, how big or how many, so that denying the thing denies it with the thing."""
        slight = (
            part.place or part.weight < 1.0 or part.measure is not None or bool(part.atoms & self.lexicon.modifiers)
        )
        return slight or self.bodily(part)

    def _elsewhere(self, fit: Fit) -> bool:
        """Whether the denial is about another place ("no right effusion" against "left effusion")."""
        for part in fit.missing:
            for atom in part.atoms:
                opposite = self.lexicon.opposites.get(atom)
                if opposite is not None and any(
                    abs(found.first - at) <= 4 and self.passage.sentence[found.first] == self.passage.sentence[at]
                    for other in opposite.atoms
                    for found in self.passage.found.get(other, ())
                    for at in fit.tokens
                ):
                    return True
        return False

    def _fit_denying(self, fit: Fit, *, whole: bool, covered: float) -> Fit | None:
        """The phrasing itself denies something: "no pleural effusion", "BCG excludes TB"."""
        denying = [partner for partner in fit.partners if partner.part.denied]
        plain = [partner for partner in fit.partners if not partner.part.denied]
        if not denying:
            return None
        hits = [partner for partner in denying if partner.denied]
        if not hits:
            return self._asserted_against(fit, denying, whole=whole)
        if not fit.phrasing.conditional and all(partner.found.sense & Sense.SUPPOSED for partner in hits):
            return None
        if all(self._names_another(partner, fit) for partner in hits):
            return None  # "no gallstone ileus" does not say "no ileus"
        cues = {(mark.first, mark.last) for partner in hits for mark in deniers(self.passage, partner)}
        if any(
            partner.denied and not cues & {(mark.first, mark.last) for mark in deniers(self.passage, partner)}
            for partner in plain
        ):
            return None
        whole = whole or (any(partner.part.head and not partner.flipped for partner in hits) and self._only_where(fit))
        if not whole:
            return (
                fit.as_kind("facet") if covered >= ENOUGH and not any(p.found.doubtful for p in fit.partners) else None
            )
        if any(not partner.agrees for partner in fit.partners):
            return self._off_value(fit)
        if any(partner.found.doubtful for partner in fit.partners):
            return fit.as_kind("typo")
        if any(narrowed(self.names, partner, fit) for partner in hits if not partner.flipped):
            return fit.as_kind("unclear")
        return fit

    def _only_where(self, fit: Fit) -> bool:
        """Whether what is missing only says where: to deny the thing altogether denies it there too."""
        where = all(part.place or self.bodily(part) for part in fit.missing) and not self._elsewhere(fit)
        return where and (not any(self.bodily(part) for part in fit.missing) or not self._only_a_state(fit))

    def _only_a_state(self, fit: Fit) -> bool:
        """Whether what is denied is a state that any organ may have: "heart not enlarged" says nothing of the hila."""
        states = self.lexicon.weak | {self.lexicon.key(word) for word in self.lexicon.states}
        return all(not partner.part.atoms.isdisjoint(states) for partner in fit.partners)

    def _called_normal_only(self, fit: Fit) -> bool:
        """Whether all that is there is a word like "normal", which any organ may be called."""
        return all(not partner.part.atoms.isdisjoint(self._normal) for partner in fit.partners)

    @cached_property
    def _normal(self) -> frozenset[str]:
        return self.lexicon.atoms("normal") | self.lexicon.predicates

    def of_a_picture(self, partner: Partner) -> bool:
        """Whether "normal" is said of a whole picture or test: "the normal film", "the CXR is not normal"."""
        normal = not partner.part.atoms.isdisjoint(self._normal)
        return normal and said_of_a_picture(self.names, partner.found.first, partner.found.last)

    def bodily(self, part: Part) -> bool:
        """Whether a part names a part of the body."""
        organs, anatomy = self.lexicon.organs, self.lexicon.anatomy
        return part.body or not (part.atoms.isdisjoint(organs) and part.atoms.isdisjoint(anatomy))

    def _denied_only_by(self, partner: Partner, cues: set[tuple[int, int]]) -> bool:
        """Whether the denial is the one that its neighbour's opposite already took up ("no tracheal deviation")."""
        return not partner.flipped and {(mark.first, mark.last) for mark in deniers(self.passage, partner)} <= cues

    def _asserted_against(self, fit: Fit, denying: list[Partner], *, whole: bool) -> Fit | None:
        """The phrasing says "no effusion", the answer says "effusion"."""
        if any(partner.found.doubtful for partner in denying):
            return None
        if any(partner.found.sense & Sense.UNCLEAR for partner in denying):
            return fit.as_kind("unclear") if whole else None
        softened = fit.sense & (_NOT_NOW | Sense.POSSIBLE | Sense.UNLIKELY)
        if softened or not whole or len(denying) < len(fit.partners):
            return None
        if not any(self._names_a_thing(partner) for partner in denying):
            return None
        if any(self._only_asked(partner) or self.called_normal(partner) for partner in denying):
            return None
        return fit.as_kind("contradicted")

    def _names_a_thing(self, partner: Partner) -> bool:
        """Whether it is more than a place or a part of the body: "hila" alone says nothing about the hila."""
        if (
            not partner.part.place
            and not self.bodily(partner.part)
            and partner.part.atoms.isdisjoint(self.lexicon.rounding)
        ):
            return True
        size = partner.found.last - partner.found.first + 1
        terms = self.names.at(partner.found.first)
        return any(term.kind in SEPARATE and len(term.keys) <= size for term in terms)  # a "rib fracture" is no rib

    def _unsure(self, partner: Partner) -> bool:
        """Whether the answer only asks about it or thinks it possible ("cardiomegaly?")."""
        return bool(partner.found.sense & (Sense.POSSIBLE | Sense.UNLIKELY | Sense.UNCLEAR))

    def called_normal(self, partner: Partner) -> bool:
        """Whether the same item calls it normal ("hilar nodes ok"), which denies no normality."""
        found = partner.found
        return any(not found.first <= at <= found.last for at in self._well.get(self.passage.item[found.first], ()))

    @cached_property
    def _well(self) -> dict[int, list[int]]:
        """Where each item of the answer says "normal" of something, and not of a picture."""
        passage = self.passage
        well = self.lexicon.atoms("normal") | self.lexicon.healthy
        out: dict[int, list[int]] = {}
        for at, key in enumerate(passage.keys):
            said = key in well or any(not well.isdisjoint(term.slots[0]) for term in self._terms(at))
            if said and not passage.scope.over(at, at) & Sense.DENIED and not said_of_a_picture(self.names, at, at):
                out.setdefault(passage.item[at], []).append(at)
        return out

    def _terms(self, at: int) -> list[Term]:
        """The terms that begin at `at` and are one idea."""
        return [term for term in self.names.at(at) if len(term.slots) == 1]

    def _only_asked(self, partner: Partner) -> bool:
        """Whether the words beside it show that it is tested or waited for, not asserted ("weeks since contrast")."""
        passage, found = self.passage, partner.found
        for step, start, most in ((-1, found.first - 1, 4), (1, found.last + 1, 3)):
            at = start
            while 0 <= at < len(passage.keys) and abs(at - start) < most:
                if passage.sentence[at] != passage.sentence[found.first] or passage.tokens[at].text in LISTING:
                    break
                if passage.keys[at] in self.lexicon.asking:
                    return True
                at += step
        return False
