"""The screens without a library and without a store: for authors, and for pictures by themselves."""

from miliary_chat.base.errors import StoreError
from miliary_chat.base.settings import Settings
from miliary_chat.case.library import Library
from miliary_chat.session.clock import Clock
from miliary_chat.session.store import Store
from miliary_chat.tui.app import Home, MiliaryApp
from miliary_chat.tui.viewer.graphics import HALF, Graphics


class StorelessApp(MiliaryApp):
    """An app whose heirs say in `begin` what is shown first; nothing is stored."""

    def __init__(
        self, *, clock: Clock, settings: Settings, graphics: Graphics = HALF, theme: str | None = None
    ) -> None:
        super().__init__(
            library=Library(()),
            open_store=_no_store,
            clock=clock,
            settings=settings,
            start=Home(),
            graphics=graphics,
            theme=theme,
        )


def _no_store() -> Store:
    raise StoreError("These screens store nothing.")
