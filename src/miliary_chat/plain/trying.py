"""Trying answers, line by line: what the judge finds in each, and what could be added to the case."""

from collections.abc import Callable, Iterator

from miliary_chat.author.bench.try_commands import TRY_COMMANDS, Name, TryCalled, TryUnknown, parse_try
from miliary_chat.author.bench.try_words import (
    advice,
    basis_of,
    evidence_of,
    manner_of,
    outcome_of,
    phrasings_of,
    sign_of,
    told,
    told_none,
    unheard_of,
)
from miliary_chat.author.bench.workbench import Workbench
from miliary_chat.base.errors import MiliaryError
from miliary_chat.plain.lines import BLANK, Line
from miliary_chat.plain.page import Page

_MOST_OPEN = 12
"""Concepts that are named as still open; a question with packs has a hundred, and the author's own come first."""


class TryTalk:
    """Answers and commands of one author, until /quit or the end of the input."""

    def __init__(self, bench: Workbench, page: Page) -> None:
        self._bench, self._page = bench, page
        self._deeds: dict[Name, Callable[[str], Iterator[Line]]] = {
            "keep": self._keep,
            "what": self._what,
            "why": self._why,
            "phrasings": self._phrasings,
            "item": self._item,
            "items": self._items,
            "help": self._help,
        }

    def begin(self) -> None:
        """Say where one is, then listen."""
        case = self._bench.loaded.case
        self._page.say([Line("", f"{case.title}. Type answers as a trainee would; /help lists the commands.")])
        if self._bench.trouble:
            self._page.say([Line("", self._bench.trouble)])
        self._page.say(self._asked())
        while (heard := self._page.hear(self._prompt)) is not None:
            if not heard.strip():
                continue
            if self._page.echo:
                self._page.say([Line("", f"{self._prompt}{heard}")])
            meant = parse_try(heard)
            if isinstance(meant, TryCalled) and meant.name == "quit":
                return
            self._page.say(self._done(heard, meant))

    @property
    def _prompt(self) -> str:
        return f"{self._bench.trial.short(self._bench.item)}> "

    def _done(self, heard: str, meant: TryCalled | TryUnknown | None) -> Iterator[Line]:
        """What is said to one line; whatever is wrong with it is said too."""
        news = self._bench.refresh()
        if news:
            yield Line("", news)
        try:
            match meant:
                case TryCalled(name=name, rest=rest):
                    yield from self._deeds[name](rest)
                case TryUnknown(words=words):
                    yield Line("", words)
                case None:
                    yield from self._judged(heard)
        except MiliaryError as error:
            yield Line("", str(error))

    def _judged(self, text: str) -> Iterator[Line]:
        tried = self._bench.judge(text)
        if manner := manner_of(tried):
            yield Line("", manner)
        for one in tried.noticed:
            if one.heard:
                yield Line("", f"{sign_of(one)} {one.concept.id} {outcome_of(one)}: {basis_of(one)}")
        if unheard := unheard_of(tried):
            yield Line("not heard", unheard)
        if still := [one.concept.id for one in tried.noticed if not one.heard and not one.wrong]:
            more = f" and {len(still) - _MOST_OPEN} more" if len(still) > _MOST_OPEN else ""
            yield Line("open", ", ".join(still[:_MOST_OPEN]) + more)
        yield BLANK

    def _keep(self, rest: str) -> Iterator[Line]:
        yield Line("", self._bench.keep())

    def _what(self, rest: str) -> Iterator[Line]:
        bench = self._bench
        name, _, phrasing = rest.partition(" ")
        if not name:
            yield from self._proposed()
            return
        concept = bench.concept(name)
        proposals = (phrasing.strip(),) if phrasing.strip() else bench.suggestions()
        if not proposals:
            yield Line("", "There is nothing in the last answer to propose. Type a phrasing: /what CONCEPT PHRASING.")
        for words in proposals:
            found = bench.what_if(concept, words)
            yield Line("", f"If “{words}” were a phrasing of {concept}:")
            for change in found:
                yield Line("", f"  {'!' if change.harms else '-'} {told(change)}")
            if found:
                yield Line("", f"  {advice(bench.trial, bench.item, concept, words, found)}")
            else:
                yield Line("", f"  {told_none(bench.trial.kept(bench.item))}")

    def _proposed(self) -> Iterator[Line]:
        words = self._bench.suggestions()
        if not words:
            yield Line("", "There is nothing in the last answer to propose. Type a phrasing: /what CONCEPT PHRASING.")
        for one in words:
            yield Line("could be added", f"“{one}”  (/what CONCEPT {one})")

    def _why(self, rest: str) -> Iterator[Line]:
        one = self._bench.noticed.of(self._bench.concept(rest))
        yield Line("", f"{sign_of(one)} {one.concept.id} ({one.name}): {outcome_of(one)}")
        for row in evidence_of(one):
            yield Line("", f"  {row}")

    def _phrasings(self, rest: str) -> Iterator[Line]:
        bench = self._bench
        concept = bench.noticed.of(bench.concept(rest)).concept
        yield Line("", f"{concept.id}, {concept.kind}")
        for name, texts in phrasings_of(concept, bench.trial.place_of(bench.item, concept.id)):
            yield Line("", f"  {name}: {' | '.join(texts)}")

    def _item(self, rest: str) -> Iterator[Line]:
        if not rest:
            yield from self._items("")
            return
        self._bench.go(rest)
        yield from self._asked()

    def _items(self, rest: str) -> Iterator[Line]:
        trial = self._bench.trial
        for item in trial.items:
            count = len(trial.kept(item))
            kept = f", {count} kept" if count else ""
            here = " (here)" if item == self._bench.item else ""
            yield Line("", f"{trial.short(item)}: {trial.script.activity(item)}{kept}{here}")

    def _help(self, rest: str) -> Iterator[Line]:
        for command in TRY_COMMANDS:
            yield Line(command.usage, command.help)
        yield Line("", "✓ met, ≈ near, ✗ denied or not counted, ! a mistake that was said. Anything else is an answer.")

    def _asked(self) -> Iterator[Line]:
        bench = self._bench
        question = bench.trial.asked(bench.item)
        yield Line(bench.trial.short(bench.item), question or f"({bench.trial.script.activity(bench.item)})")
