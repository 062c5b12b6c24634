"""The claims of cases as one page of Markdown, to be ticked off by whoever reviews them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from miliary_chat.author.reviewing.claims import Claim
from miliary_chat.base.markdown import escape_within as plain
from miliary_chat.case.look_alikes import LookAlikes
from miliary_chat.case.model import Case, Source

_HEAD = """\
# Clinical review

Every statement that the cases make, each with the sources that it names, for the radiologist who reviews them. This
page is made from the cases (`miliary-chat claims`); mend a mistake in the case, never here. A box is ticked by whoever
has looked the statement up. “looked up” beside a source says that its abstract, its text or its list of recommendations
was read for the facts that cite it; the others are known to exist and were not opened. Patients and pictures are
invented.

What can be neither true nor false is left out: what patients reply, questions, praise, and normal answers out of the
shared packs. A statement without a source is common knowledge to its author, or follows from the picture.
"""


def page(cases: Iterable[tuple[Case, Sequence[Claim]]], tables: Iterable[tuple[LookAlikes, Sequence[Claim]]]) -> str:
    """Return the page: an overview, the tables of look-alikes, then the cases in the order given."""
    cases, tables = tuple(cases), tuple(tables)
    rows = [_row(case.title, case.id, _state(case), case.sources, claims) for case, claims in cases]
    rows += [_row(table.title, table.id, "not reviewed", table.sources, claims) for table, claims in tables]
    lines = [_HEAD, "| case | | statements | with a source | sources | looked up |", "|---|---|---|---|---|---|", *rows]
    for table, claims in tables:
        lines += _part(f"Table: {table.title}", "", table.sources, claims)
    for case, claims in cases:
        lines += _part(f"{case.title} (`{case.id}`)", f"{plain(case.diagnosis)}. {_state(case)}.", case.sources, claims)
    return "\n".join(lines) + "\n"


def _state(case: Case) -> str:
    review = case.reviewed
    return f"reviewed by {plain(review.by or '?')}" if review.status == "reviewed" else "not reviewed"


def _row(title: str, name: str, state: str, sources: Mapping[str, Source], claims: Sequence[Claim]) -> str:
    with_one = sum(bool(claim.cite) for claim in claims)
    known = sum(source.checked for source in sources.values())
    return f"| {plain(title)} (`{name}`) | {state} | {len(claims)} | {with_one} | {len(sources)} | {known} |"


def _part(title: str, about: str, sources: Mapping[str, Source], claims: Sequence[Claim]) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    if about:
        yield from (about, "")
    cited = Counter(name for claim in claims for name in claim.cite)
    for source in sources.values():
        state = "looked up" if source.checked else "not opened"
        where = f" <{source.url}>" if source.url else ""
        yield f"- `{source.id}` {plain(source.text)}.{where} ({state}; cited {cited[source.id]}×)"
    for place, group in groupby(claims, key=lambda claim: claim.place):
        yield from ("", f"### {plain(place)}", "")
        for claim in group:
            basis = f" [{', '.join(claim.cite)}]" if claim.cite else ""
            yield f"- [ ] `{plain(claim.name)}` {claim.kind}: {plain(' '.join(claim.text.split()))}{basis}"


__all__ = ["page"]
