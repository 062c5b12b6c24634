"""`packs`: the interviews and orders that a case may use, and what each of them holds."""

import json
import textwrap
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from miliary_chat.base.called import called
from miliary_chat.base.errors import UsageError
from miliary_chat.case.pack import PARTS, Pack, names, take
from miliary_chat.case.questions import Elsewhere, Order, Panel, Reply
from miliary_chat.case.validation import did_you_mean
from miliary_chat.cli.endings import tell
from miliary_chat.cli.rows import print_rows

_WIDTH = 118
_COUNTED = {"interview": "replies", "orders": "orders"}


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to reach a member of a pack, and what comes of it; `key` is what an author overrides."""

    by: tuple[str, ...]
    key: str
    answer: str


@dataclass(frozen=True, slots=True)
class _Member:
    part: str
    id: str
    label: str
    ways: tuple[_Way, ...]


def list_packs(*, as_json: bool) -> None:
    """Print the packs that ship with the program."""
    packs = [take(name).pack for name in names()]
    if as_json:
        print(json.dumps([_described(pack) for pack in packs], ensure_ascii=False, indent=2))
        return
    print_rows([(pack.id, pack.title, f"{_count(pack)} {_COUNTED[pack.kind]}") for pack in packs])
    tell(f"“{called('packs NAME')}” shows what is in one. In a question write:  use: [{packs[0].id}]")


def show_pack(name: str, *, as_json: bool) -> None:
    """Print what is in a pack: ids, what each is reached by, and the answer that an author may override."""
    if name not in names():
        meant = did_you_mean(name, names()) or "."
        raise UsageError(f"There is no pack “{name}”{meant}", f"“{called('packs')}” lists them.")
    pack = take(name).pack
    if as_json:
        members = [asdict(member) for member in _members(pack)]
        print(json.dumps({**_described(pack), "members": members}, ensure_ascii=False, indent=2))
        return
    print(textwrap.fill(f"{pack.title}. {pack.about}", _WIDTH))
    for member in _members(pack):
        print()
        print("\n".join(_told(member)))


def _described(pack: Pack) -> dict[str, object]:
    return {"id": pack.id, "title": pack.title, "kind": pack.kind, "about": pack.about, "count": _count(pack)}


def _count(pack: Pack) -> int:
    return len(pack.interview) + len(pack.orders)


def _members(pack: Pack) -> Iterator[_Member]:
    for part in PARTS[pack.kind]:
        for id_, one in getattr(pack, part).items():
            label = one.label if isinstance(one, Reply | Order) else None
            yield _Member(part, id_, label or id_.replace("-", " "), tuple(_ways(one)))


def _ways(one: Reply | Order | Panel | Elsewhere) -> Iterator[_Way]:
    match one:
        case Reply():
            if one.reply:
                yield _Way(one.ask + one.accept, "reply", one.reply.say)
            if one.find:
                yield _Way(one.examine, "find", one.find.say)
        case Order():
            yield _Way(one.accept, "result", one.result.say)
        case Panel():
            yield _Way(one.accept, "ask", one.ask.say if one.ask else "")
        case Elsewhere():
            yield _Way(one.accept, "say", one.say.say)


def _told(member: _Member) -> Iterator[str]:
    part = "" if member.part in _COUNTED else f" (under “{member.part}”)"
    named = "" if member.label == member.id.replace("-", " ") else f": {member.label}"
    yield f"{member.id}{named}{part}"
    for way in member.ways:
        yield _wrapped("reached by: ", ", ".join(way.by))
        yield _wrapped(f"{way.key}: ", way.answer)


def _wrapped(before: str, text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=f"  {before}", subsequent_indent=" " * (len(before) + 2))
