"""`exam verify`: whether attempts, rulings, cases and files are still what was written."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from miliary_chat.base.paths import store_url
from miliary_chat.base.sanitise import one_line
from miliary_chat.cli.endings import WRONG, tell
from miliary_chat.cli.wishes import Wishes
from miliary_chat.exam.verifying import Verified, verify
from miliary_chat.session.store import open_store


def verify_all(wishes: Wishes, names: Sequence[str], *, as_json: bool) -> int:
    """Verify what is named, everything without names; 1 when something is not what was written."""
    store = open_store(store_url(wishes.db))
    try:
        found = list(verify(store, tuple(names)))
    finally:
        store.close()
    if as_json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        for one in found:
            print(_line(one))
    wrong = sum(bool(one.wrong) for one in found)
    if not found:
        tell("No exam was sat in this store, so there is nothing to verify.")
    elif wrong:
        tell(f"{wrong} of {len(found)} {'is' if wrong == 1 else 'are'} not what was written. Nothing was changed.")
    else:
        tell("Everything is what was written." if len(found) > 1 else "It is what was written.")
    return WRONG if wrong else 0


def _line(one: Verified) -> str:
    return f"{one_line(one.name)}  {f'WRONG: {one_line(one.wrong)}.' if one.wrong else f'{one_line(one.holds)}.'}"
