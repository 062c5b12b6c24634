"""The rubric: concepts compiled once; `judge` says what an answer says."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from miliary_chat.base.sanitise import ANSWER_LIMIT, clean
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.finding import Compiled, Finding
from miliary_chat.judge.judgement import Judgement, Span
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.match import Matcher
from miliary_chat.judge.passage import Passage
from miliary_chat.judge.phrasing import Phrasing, compile_phrasing, site_of
from miliary_chat.judge.quantity import parse_measure
from miliary_chat.judge.reader import Reader
from miliary_chat.judge.ruling import find
from miliary_chat.judge.sequence import settle_order
from miliary_chat.judge.shipped import shipped, shipped_cues
from miliary_chat.judge.siblings import settle_siblings
from miliary_chat.judge.text import tokenise
from miliary_chat.judge.typo import Vocabulary


class Rubric:
    """The expectations and misconceptions of one question, compiled for judging.

    Compiling costs milliseconds, judging microseconds; a rubric never changes and may be shared between threads.
    """

    def __init__(self, concepts: Iterable[Concept], lexicon: Lexicon | None = None) -> None:
        self.concepts: tuple[Concept, ...] = tuple(concepts)
        self.lexicon = lexicon or shipped()
        cues = shipped_cues()
        plain = _plain_reader(self.lexicon)
        self._compiled = tuple(_compile(concept, plain) for concept in self.concepts)
        wanted = self._wanted()
        self._reader = Reader(self.lexicon, cues, self._vocabulary(wanted), wanted)

    def judge(self, answer: str) -> Judgement:
        """What `answer` says: one verdict a concept, in the rubric's order. Never raises; same text, same judgement.

        Offsets are code points of the cleaned answer, which the judgement holds (`clean(answer, limit=2000)`).
        """
        if len(answer) > ANSWER_LIMIT or not (answer.isascii() and answer.isprintable()):
            answer = clean(answer, limit=ANSWER_LIMIT)
        passage = self._reader.read(answer)
        matcher = Matcher(passage, self.lexicon)
        findings = [find(compiled, passage, matcher) for compiled in self._compiled]
        findings = settle_order(settle_siblings(findings), passage)
        return Judgement(answer, tuple(finding.verdict for finding in findings), _unclaimed(passage, findings))

    @property
    def probes(self) -> Mapping[str, tuple[frozenset[str], bool]]:
        """For each concept the atoms of which an answer has to say one, and whether a quantity may say it too."""
        return {compiled.concept.id: (compiled.probe, compiled.measured) for compiled in self._compiled}

    def _phrasings(self) -> Iterable[Phrasing]:
        for compiled in self._compiled:
            yield from compiled.accept
            yield from compiled.reject
            yield from compiled.broader
            yield from compiled.contradicted
            for group in compiled.require:
                yield from group

    def _wanted(self) -> frozenset[str]:
        """The atoms worth finding: those of the phrasings, their opposites, and every place."""
        atoms = {atom for phrasing in self._phrasings() for part in phrasing.parts for atom in part.atoms | part.probe}
        for atom in list(atoms):
            opposite = self.lexicon.opposites.get(atom)
            if opposite is not None:
                atoms |= opposite.atoms
        return frozenset(atoms | set(self.lexicon.axes))

    def _vocabulary(self, wanted: frozenset[str]) -> Vocabulary:
        """The words by which the rubric's atoms may be said, to which typos are mended."""
        fixed = frozenset(word for word in ("right", "left", "upper", "lower", "middle", "central", "apical", "basal"))
        vocabulary = Vocabulary(fixed=fixed, confusable=self.lexicon.confusable, spoken=self.lexicon.spoken)
        for concept in self.concepts:
            groups = (concept.accept, concept.reject, concept.broader, concept.contradicted, *concept.require)
            for text in (text for group in groups for text in group):
                vocabulary.add(token.text for token in tokenise(text) if token.sort == "word")
        for atom in wanted:
            for wording in self.lexicon.wordings(atom):
                vocabulary.add(_words(wording))
        return vocabulary


@lru_cache(maxsize=8)
def _plain_reader(lexicon: Lexicon) -> Reader:
    """The reader of an author's phrasings; one for each lexicon, so that a phrasing is compiled once."""
    return Reader(lexicon, shipped_cues())


def _words(wording: str) -> list[str]:
    """The words of a wording, as its tokens are; most have no mark in them, and those need no tokens."""
    if wording.isascii() and wording.replace(" ", "").isalpha():
        return wording.split()
    return [token.text for token in tokenise(wording) if token.sort == "word"]


def _compile(concept: Concept, reader: Reader) -> Compiled:
    def ready(texts: Iterable[str]) -> tuple[Phrasing, ...]:
        sweeping = concept.kind == "misconception" or texts is concept.reject or texts is concept.contradicted
        return tuple(phrasing for text in texts for phrasing in compile_phrasing(text, reader, sweeping=sweeping))

    tolerance = parse_measure(concept.tolerance) if concept.tolerance else None
    measure = parse_measure(concept.measure) if concept.measure else None
    lists = [ready(texts) for texts in (concept.accept, concept.reject, concept.broader, concept.contradicted)]
    require = tuple(ready(group) for group in concept.require)
    parts = [part for phrasings in (*lists, *require) for phrasing in phrasings for part in phrasing.parts]
    return Compiled(
        concept=concept,
        accept=lists[0],
        reject=lists[1],
        broader=lists[2],
        contradicted=lists[3],
        require=require,
        sites=tuple(site for phrasing in lists[0] if (site := site_of(phrasing, reader.lexicon)) is not None),
        measure=measure,
        tolerance=tolerance.high if tolerance is not None else None,
        probe=frozenset().union(*(part.probe for part in parts)),
        measured=measure is not None or any(part.measure is not None for part in parts),
    )


def _unclaimed(passage: Passage, findings: list[Finding]) -> tuple[Span, ...]:
    """The stretches between seams that carry content and that no verdict claimed."""
    claimed = {at for finding in findings if finding.verdict.outcome != "missing" for at in finding.tokens}
    out: list[Span] = []
    run: list[int] = []
    for at in range(len(passage.tokens) + 1):
        ended = at == len(passage.tokens) or passage.tokens[at].sort == "mark"
        if not ended:
            run.append(at)
            continue
        content = [index for index in run if passage.content[index + 1] > passage.content[index]]
        if content and not claimed & set(run):
            out.append(passage.span(content[0], content[-1]))
        run = []
    return tuple(out)
