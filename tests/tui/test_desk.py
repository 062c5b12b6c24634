"""What touches the store is done one thing after another; what is kept is written nowhere twice."""

import asyncio
import threading
from pathlib import Path

import pytest

from miliary_chat.base.errors import MiliaryError
from miliary_chat.tui.desk import Desk
from miliary_chat.tui.keep import keep


async def test_work_is_done_in_the_order_in_which_it_came_and_in_one_thread() -> None:
    desk, done = Desk(), []
    gate = threading.Event()

    def work(number: int) -> str:
        if number == 0:
            gate.wait(5)
        done.append(number)
        return threading.current_thread().name

    tasks = [asyncio.ensure_future(desk.do(work, number)) for number in range(5)]
    await asyncio.sleep(0)
    gate.set()
    names = await asyncio.gather(*tasks)
    assert done == [0, 1, 2, 3, 4]
    assert len(set(names)) == 1
    desk.close()


async def test_what_goes_wrong_is_raised_where_it_was_asked_for() -> None:
    desk = Desk()
    with pytest.raises(ZeroDivisionError):
        await desk.do(lambda: 1 // 0)
    assert await desk.do(lambda: 3) == 3
    desk.close()


def test_a_file_is_named_after_its_title_and_never_written_over(tmp_path: Path) -> None:
    first, second = keep("one", "A film: full of “dots”"), keep("two", "A film: full of “dots”")
    assert first == tmp_path / "a-film-full-of-dots.md"
    assert second == tmp_path / "a-film-full-of-dots-2.md"
    assert first.read_text("utf-8") == "one"


def test_a_folder_that_cannot_be_written_gives_way_to_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("no folder")
    monkeypatch.setattr(Path, "cwd", lambda: nowhere)
    assert keep("text", "dots") == tmp_path / "home" / "dots.md"


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(MiliaryError, match="could not be written"):
        keep("text", "dots", str(tmp_path / "file" / "x.md"))
