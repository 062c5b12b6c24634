"""The palette: every deed by its name, with its key and its slash command."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from miliary_chat.tui.deeds import DEEDS, Deed, Now, key_name
from miliary_chat.tui.messages import DeedChosen


class DeedProvider(Provider):
    """Offers what can be done on the screen that called it: the deeds of a case, unless it has a table of its own."""

    def _possible(self) -> list[Deed]:
        now, deeds = getattr(self.screen, "now", None), getattr(self.screen, "deeds", DEEDS)
        return [deed for deed in deeds if isinstance(now, Now) and deed.name != "commands" and deed.applies(now)]

    @staticmethod
    def _title(deed: Deed) -> str:
        return "  ".join(filter(None, (deed.label, key_name(deed.key), deed.slash)))

    async def discover(self) -> Hits:
        """All of them."""
        for deed in self._possible():
            yield DiscoveryHit(self._title(deed), partial(self._choose, deed), help=deed.help)

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for deed in self._possible():
            title = self._title(deed)
            score = max(matcher.match(title), matcher.match(deed.help))
            if score > 0:
                yield Hit(score, matcher.highlight(title), partial(self._choose, deed), help=deed.help)

    def _choose(self, deed: Deed) -> None:
        self.screen.post_message(DeedChosen(deed.name))
