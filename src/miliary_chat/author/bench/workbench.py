"""The bench on which an author tries answers: the case as it is on disk now, one question, the last answer."""

import difflib
from datetime import datetime
from pathlib import Path

from miliary_chat.author.answers_file import read_answers_of
from miliary_chat.author.bench.keeping import keep
from miliary_chat.author.bench.trying import Trial, Tried
from miliary_chat.author.bench.watching import Watch, look
from miliary_chat.author.bench.what_if import Change
from miliary_chat.author.beside import answers_beside
from miliary_chat.base.errors import UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.case.reader import case_file
from miliary_chat.dialogue.concepts import forget
from miliary_chat.session.clock import Clock


class Workbench:
    """Holds what both surfaces of `try` show. Reads the case again when its file has changed."""

    def __init__(self, path: Path, clock: Clock, item: str = "") -> None:
        """CaseRefused when the case has errors, UsageError for an `item` that is not there."""
        self._path, self._clock = path, clock
        self._answers = answers_beside(path)
        self._watch = Watch(case_file(path), self._answers)
        self._loaded = load_case(path)
        self._read_at = self._time()
        self.trouble = ""
        """Why answers.yaml cannot be read, if so."""
        self.trial = self._made()
        self.item = self.trial.find(item) if item else self.trial.items[0]
        self.tried: Tried | None = None

    @property
    def loaded(self) -> Loaded:
        """The case that is being tried."""
        return self._loaded

    def refresh(self) -> str:
        """Read the case and the kept answers again if their files changed; a sentence when there is something to say.

        A case with errors is not taken: the one from before is tried further.
        """
        if not self._watch.changed():
            return ""
        looked = look(self._path)
        if looked.loaded is None:
            errors = [problem for problem in looked.problems if problem.severity == "error"]
            return f"The file has a mistake now, so this is still the case of {self._read_at}. {errors[0]}"
        edited = looked.loaded.hash != self._loaded.hash
        if edited:
            forget(self._loaded.hash)
            self._read_at = self._time()
        self._loaded = looked.loaded
        self.trial = self._made()
        gone = self.item not in self.trial.items
        if gone:
            lost, self.item, self.tried = self.item, self.trial.items[0], None
            return f"The case has changed: {lost} is gone, so this is {self.item} now."
        if self.tried is not None:
            self.tried = self.trial.judge(self.item, self.tried.text)
        return "The case has changed; it was read again." if edited else ""

    def go(self, name: str) -> None:
        """Go to another question; UsageError when there is none of that name."""
        self.item = self.trial.find(name)
        self.tried = None

    def judge(self, text: str) -> Tried:
        """Judge an answer to the question."""
        self.tried = self.trial.judge(self.item, text)
        return self.tried

    def keep(self) -> str:
        """Keep the last answer; the sentence that says where. MiliaryError when it cannot be kept."""
        tried = self._last()
        labelled = self.trial.labelled(tried)
        kept = keep(self._answers, self.trial.key(tried.item), labelled)
        where = f"{kept.file.name}:{kept.line}"
        if kept.there:
            return f"It is kept already, with these verdicts: {where}."
        self._watch.changed()
        self.trial = self._made()
        earned = [f"{label} {', '.join(ids)}" for label, ids in _by_label(labelled.expected()).items()]
        return f"Kept in {where}: {'; '.join(earned) or 'nothing is to be found in it'}."

    def what_if(self, concept: str, phrasing: str) -> tuple[Change, ...]:
        """What one more phrasing of a concept would change, in the last answer (if there is one) and elsewhere."""
        text = self.tried.text if self.tried is not None else ""
        return self.trial.what_if(self.item, text, self.concept(concept), phrasing)

    def suggestions(self) -> tuple[str, ...]:
        """Phrasings that the last answer proposes."""
        return self.trial.suggestions(self.tried) if self.tried is not None else ()

    def concept(self, name: str) -> str:
        """The id of a concept of this question, from its id or its name; UsageError says what else there is."""
        wanted = one_line(name).casefold()
        names = {one.concept.id: one.name.casefold() for one in self.noticed.noticed}
        if wanted in names:
            return wanted
        named = [id for id, known in names.items() if known == wanted]
        if named:
            return named[0]
        near = difflib.get_close_matches(wanted, list(names), n=1, cutoff=0.5)
        meant = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(names)}."
        if not wanted:
            raise UsageError("Name a concept.", f"There are: {', '.join(names)}.")
        raise UsageError(f"There is no concept “{one_line(name, limit=60)}” in {self.item}.", meant)

    @property
    def noticed(self) -> Tried:
        """What is found in the last answer; before the first one in the empty one, which is nothing."""
        return self.tried or self.trial.judge(self.item, "")

    def _last(self) -> Tried:
        if self.tried is None:
            raise UsageError("There is no answer to keep yet.", "Type one, and look at what is found in it.")
        return self.tried

    def _made(self) -> Trial:
        self.trouble = ""
        bare = Trial(self._loaded)
        if not self._answers.exists():
            return bare
        read = read_answers_of(self._answers, bare.script)
        if read.answers is None:
            self.trouble = f"The kept answers cannot be read: {read.problems[0]}"
            return bare
        return Trial(self._loaded, read.answers.answers)

    def _time(self) -> str:
        return f"{datetime.fromtimestamp(self._clock.now().utc_us / 1_000_000):%H:%M}"


def _by_label(expected: dict[str, str]) -> dict[str, list[str]]:
    by: dict[str, list[str]] = {}
    for concept, label in expected.items():
        by.setdefault(label, []).append(concept)
    return by
