"""How a case is opened: begun, gone on with or begun anew, with its pictures as they were at the start."""

from typing import TYPE_CHECKING

from miliary_chat.base.errors import MiliaryError
from miliary_chat.dialogue.actions import Submit
from miliary_chat.session.taking_up import is_exam
from miliary_chat.tui.screens.ask import Answer, AskScreen
from miliary_chat.tui.start import PlayCase

# What plays a case (the judge, pydantic, Pillow) is imported when one is opened: home is to be seen at once.
if TYPE_CHECKING:
    from miliary_chat.session.attempt import Attempt
    from miliary_chat.session.store import Store
    from miliary_chat.tui.app import MiliaryApp


class CaseDoor:
    """Opens cases for an app."""

    def __init__(self, app: "MiliaryApp") -> None:
        self._app = app

    def open(self, case: str, how: PlayCase | None = None) -> None:
        """Start a case; one in progress is gone on with, or ended, as the person likes."""
        self._app.run_worker(self._open(how or PlayCase(case)), group="open", exclusive=True)

    async def _open(self, how: PlayCase) -> None:
        app = self._app
        await app.desk.do(make_ready)
        from miliary_chat.session.attempt import Attempt

        try:
            store = await app.store()
            loaded = await app.desk.do(app.library.find, how.id)
            live = await app.desk.do(store.attempts, live=True, source=f"case:{loaded.case.id}")
            if live:
                going = "new" if how.new else await self._ask_about(live[0].standing.place)
                if going == "go":
                    await self._show(
                        await app.desk.do(Attempt.resume, store, live[0].id, app.clock, current=loaded.hash), store
                    )
                    return
                if going != "new":
                    await app.need_a_screen()
                    return
                earlier = await app.desk.do(Attempt.resume, store, live[0].id, app.clock)
                await app.desk.do(earlier.send, Submit())
            attempt = await app.desk.do(Attempt.start, store, loaded, app.clock, seed=how.seed, stage=how.stage)
            await self._show(attempt, store)
            if loaded.trouble:
                app.notify(loaded.trouble, markup=False, severity="warning", timeout=12)
        except MiliaryError as error:
            await app.say(error)

    async def _ask_about(self, place: str) -> str | None:
        question = f"You are in the middle of this case ({place})."
        answers = [
            Answer("go on where you were", "go"),
            Answer("start anew; the earlier attempt ends", "new"),
        ]
        return await self._app.push_screen_wait(AskScreen(question, answers))

    def resume(self, attempt: str) -> None:
        """Go on with an attempt, at a case or at an exam."""
        self._app.run_worker(self._resume(attempt), group="open", exclusive=True)

    async def _resume(self, name: str) -> None:
        app = self._app
        await app.desk.do(make_ready)
        from miliary_chat.session.attempt import Attempt

        try:
            store = await app.store()
            summary = await app.desk.do(store.attempt, name)
            if is_exam(summary):
                await app.exams.show(await app.exams.again(summary.id))
                return
            current = await app.desk.do(self._current, summary.source)
            again = await app.desk.do(Attempt.resume, store, summary.id, app.clock, current=current)
            await self._show(again, store)
        except MiliaryError as error:
            await app.say(error)

    def _current(self, source: str) -> str | None:
        """The hash that a case's file has now; None when it is not there any more, or cannot be read."""
        try:
            return self._app.library.find(source.removeprefix("case:")).hash
        except MiliaryError:
            return None

    async def _show(self, attempt: "Attempt", store: "Store") -> None:
        from miliary_chat.tui.screens.case import CaseScreen

        def read_image(pin: str, image: str) -> bytes | None:
            return _image(store, pin, image)

        app = self._app
        await app.alone(CaseScreen(attempt, read_image, graphics=app.graphics, timer=app.settings.timer))


def _image(store: "Store", pin: str, image: str) -> bytes | None:
    """The bytes of a picture as it was when the attempt began; on the desk only."""
    digest = store.read_case(pin).image_hashes.get(image)
    return store.read_image(digest) if digest else None


def make_ready() -> None:
    """Import what plays a case, off the screen's own thread: what is seen stays alive meanwhile."""
    import miliary_chat.tui.screens.case  # noqa: F401


__all__ = ["CaseDoor", "make_ready"]
