"""The trainee's own notes: what was said, found and seen so far, under headings."""

from collections.abc import Iterable

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.ladder import capital
from miliary_chat.dialogue.reasons import name_of
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State

Notes = tuple[tuple[str, tuple[str, ...]], ...]


def notes(script: Script, state: State, events: Iterable[e.Event]) -> Notes:
    """(heading, lines) pairs: history, examination, what was handed over, findings, differential, results, plan.

    Only what has been shown already; nothing here gives anything away.
    """
    lines: dict[str, list[str]] = {}
    listed: dict[str, str] = {}

    def add(heading: str, line: str) -> None:
        if line not in lines.setdefault(heading, []):
            lines[heading].append(line)

    for event in events:
        match event:
            case e.Replied():
                heading = {"reply": "The patient said", "finding": "On examination", "handover": "Handed over"}[
                    event.kind
                ]
                add(heading, f"{capital(name_of(script, event.item, event.reply))}: {event.words.text}")
            case e.Resulted():
                add("Results", f"{event.name}: {event.words.text}")
            case e.Credited(how=how) if how != "carried" or event.words.text:
                add("You have said", event.words.text)
            case e.Listed():
                # The latest word for a diagnosis stands: one too general gives way to the one that was meant.
                before = listed.get(event.entry)
                listed[event.entry] = "" if event.stance == "withdrawn" else event.name
                if listed[event.entry] != before:
                    lines["Your list"] = list(dict.fromkeys(filter(None, listed.values())))
            case e.Committed() if event.name:
                add("Your lead", event.name)
            case _:
                continue
    return tuple((heading, tuple(entries)) for heading, entries in lines.items() if entries)
