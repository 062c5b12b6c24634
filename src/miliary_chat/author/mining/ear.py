"""What a case understands: the only place of the mine that judges."""

from collections.abc import Mapping
from functools import cached_property

from miliary_chat.author.labels import Label, label_of
from miliary_chat.author.mining.packed import key_for
from miliary_chat.author.mining.targets import Target, targets
from miliary_chat.case.loaded import Loaded
from miliary_chat.case.nodes import MapNode, compose
from miliary_chat.case.questions import ChoiceQuestion, InterviewQuestion
from miliary_chat.dialogue.concepts import concepts, rubric
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Judgement
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.rubric import Rubric


class Ear:
    """A case as it stands, listening. The same words are always judged alike, so what was judged is remembered."""

    def __init__(self, loaded: Loaded, written: bytes | None = None) -> None:
        """`written` is the case's own file where that is not the loaded source: packs are written out in the latter."""
        self.loaded = loaded
        self.written = loaded.source if written is None else written
        self.script = Script.of_case(loaded.case, loaded.hash)
        self._labels: dict[tuple[str, str], tuple[tuple[str, Label], ...]] = {}
        self._targets: dict[str, Mapping[str, Target]] = {}
        self._refusers: dict[str, Rubric | None] = {}

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The items in which free text is judged; the lead put again counts as the list that it belongs to."""
        refs = [ref for ref in self.script.items if ref.question != RECOMMIT]
        return tuple(ref.id for ref in refs if not isinstance(self.script.question(ref.id), ChoiceQuestion))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words as this case reads them."""
        return self.loaded.case.lexicon.over_shipped()

    def item(self, written: str) -> str | None:
        """The item that `stage/question`, or the stage of one question, means; None for what is not judged here."""
        stage, _, question = written.partition("/")
        if question == RECOMMIT and written not in self.items:
            found = self.loaded.case.differential()
            return next((item for item in self.items if found and item.startswith(f"{found[0]}/")), None)
        if question:
            return written if written in self.items else None
        of_stage = [item for item in self.items if item.startswith(f"{stage}/")]
        return of_stage[0] if len(of_stage) == 1 else None

    def question(self, item: str) -> str:
        """The words of the question, or the stage's name where it has none."""
        ref = self.script.ref(item)
        return self.script.question(item).question or self.loaded.case.stages[ref.stage].name

    def targets(self, item: str) -> Mapping[str, Target]:
        """What the item listens for, in the author's order, and where each stands in the file."""
        if item not in self._targets:
            self._targets[item] = {target.concept: target for target in targets(self.script, item)}
        return self._targets[item]

    def key_for(self, target: Target, choice: str) -> str | None:
        """The key in the case's own file that takes a phrasing for a target; None where it has no such list."""
        return key_for(self._tree, target, choice) if self._tree else None

    @cached_property
    def _tree(self) -> MapNode | None:
        return compose(self.written, "case")[0]

    def concepts(self, item: str) -> tuple[Concept, ...]:
        """What the item listens for, as the judge has it."""
        return tuple(concepts(self.script, item))

    def judge(self, item: str, text: str) -> Judgement:
        """What an answer to the item says."""
        judged = rubric(self.script, item).judge(text)
        if (item, text) not in self._labels:
            self._labels[item, text] = tuple(self._labelled(item, judged).items())
        return judged

    def labels(self, item: str, text: str) -> Mapping[str, Label]:
        """What was found, by concept, in the words of answers.yaml; what is missed is left out."""
        if (item, text) not in self._labels:
            self.judge(item, text)
        return dict(self._labels[item, text])

    def _labelled(self, item: str, judged: Judgement) -> dict[str, Label]:
        asked = isinstance(self.script.question(item), InterviewQuestion)
        found = {verdict.concept: label_of(verdict, asked=asked) for verdict in judged.verdicts}
        return {concept: label for concept, label in found.items() if label != "missed"}

    def refuses(self, item: str, text: str) -> bool:
        """Whether the author has said of these very words, under some `reject`, that they do not count."""
        if item not in self._refusers:
            refused = [Concept(one.id, accept=one.reject) for one in self.concepts(item) if one.reject]
            self._refusers[item] = Rubric(refused, self.lexicon) if refused else None
        refuser = self._refusers[item]
        return refuser is not None and any(one.outcome == "met" for one in refuser.judge(text).verdicts)
