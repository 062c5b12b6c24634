"""A page of blocks in one widget, drawn line by line: a long talk costs no more than a short one."""

from collections.abc import Iterable
from typing import ClassVar, get_args

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from miliary_chat.tui.blocks import Block, Tone

_TONES = tuple(tone for tone in get_args(Tone) if tone != "plain")


class Page(ScrollView, can_focus=True):
    """Blocks, one below the other. `sticky` pages stay at their end as they grow, unless somebody scrolled up."""

    ALLOW_SELECT = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"page--{tone}" for tone in _TONES}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
        Binding("space", "page_down", show=False),
    ]

    def __init__(self, blocks: Iterable[Block] = (), *, sticky: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._blocks: list[Block] = list(blocks)
        self._sticky = sticky
        self._folded: dict[int, tuple[Block, list[Content]]] = {}
        """By the block's own identity: two blocks of the same words are equal, however they are marked."""
        self._lines: list[Content] = []
        self._starts: list[int] = []
        self._strips: dict[int, Strip] = {}
        self._styles_of: dict[str, Style] = {}
        self._look: tuple[object, ...] = ()
        self._width = 0
        self._was_at_end = True
        self._following = True
        self._placing = False

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What is on the page."""
        return tuple(self._blocks)

    @property
    def text_lines(self) -> list[str]:
        """The lines as they are folded now."""
        return [line.plain for line in self._lines]

    @property
    def at_end(self) -> bool:
        """Whether the last line can be seen."""
        return self.scroll_offset.y >= self.max_scroll_y

    def show(self, blocks: Iterable[Block], changed: int = 0) -> None:
        """Put these blocks on the page; those before `changed` are known to be as they were.

        A sticky page follows what is new: to its end, or to its beginning when it is longer than the page.
        """
        known = len(self._blocks)
        self._blocks = list(blocks)
        here = set(map(id, self._blocks))
        self._folded = {block: folds for block, folds in self._folded.items() if block in here}
        self._fold(changed)
        if self._sticky and self._following:
            new = self._starts[known] if 0 < known < len(self._starts) else self.max_scroll_y
            self._place(min(new, self.max_scroll_y))

    def line_of(self, block: int) -> int:
        """The line on which a block starts."""
        return self._starts[block]

    def _fold(self, changed: int = 0) -> None:
        """Fold the blocks from `changed` on to the page's width."""
        width = self._width
        if width <= 0:
            return
        changed = min(changed, len(self._starts))
        keep = self._starts[changed] if changed < len(self._starts) else len(self._lines)
        del self._lines[keep:], self._starts[changed:]
        for block in self._blocks[changed:]:
            self._starts.append(len(self._lines))
            self._lines += self._folds(block, width)
        self._strips = {at: strip for at, strip in self._strips.items() if at < keep}
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def _folds(self, block: Block, width: int) -> list[Content]:
        known = self._folded.get(id(block))
        if known is None or known[0] is not block:
            known = self._folded[id(block)] = (block, block.lines(width))
        return known[1]

    def on_resize(self, event: events.Resize) -> None:
        """Fold again, and keep what was being read in sight."""
        width = self.scrollable_content_region.width
        if width == self._width:
            if self._sticky and self._was_at_end:
                self._place(self.max_scroll_y)
            return
        follow = self._was_at_end
        reading = self._reading()
        self._width = width
        self._folded.clear()
        self._lines, self._starts, self._strips = [], [], {}
        self._fold()
        if follow and self._sticky:
            self._place(self.max_scroll_y)
        elif reading is not None and reading < len(self._starts):
            self.scroll_to(y=self._starts[reading], animate=False, immediate=True)

    def _place(self, y: float) -> None:
        """Scroll there of our own accord: whoever followed still follows."""
        self._placing = True
        self.scroll_to(y=y, animate=False, force=True, immediate=True)
        self._placing = False

    def _reading(self) -> int | None:
        """The block at the top of what can be seen."""
        top = self.scroll_offset.y
        at = [number for number, start in enumerate(self._starts) if start <= top]
        return at[-1] if at else None

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember whether the end is in sight, before a resize can hide it, and whether somebody scrolled away."""
        super().watch_scroll_y(old_value, new_value)
        self._was_at_end = self.at_end
        if not self._placing:
            self._following = self.at_end

    def notify_style_update(self) -> None:
        """The theme changed: what was drawn is drawn anew."""
        super().notify_style_update()
        self._forget()

    def selection_updated(self, selection: Selection | None) -> None:
        """A mouse marked something: what was drawn is drawn anew."""
        self._strips.clear()
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text under the mouse's mark."""
        return selection.extract("\n".join(self.text_lines)), "\n"

    def render_line(self, y: int) -> Strip:
        """One line of what can be seen."""
        at = self.scroll_offset.y + y
        width = self.size.width
        return self._draw(at, width) if at < len(self._lines) else Strip.blank(width, self.rich_style)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows that can be seen, with all that the styles add to them."""
        # Textual keeps rows by where they are on the screen and so draws all of them anew when a page scrolls, which
        # was half of a turn; kept by their line, only what is new is drawn.
        size, gutter = self.region.size, self.styles.gutter
        look = (size, gutter, self.background_colors, *self.get_line_filters())
        if look != self._look:
            self._look = look
            self._forget()
        below, inside = self.scroll_offset.y - gutter.top, range(gutter.top, size.height - gutter.bottom)
        unknown = [y for y in crop.line_range if y not in inside or below + y not in self._strips]
        fresh: dict[int, Strip] = {}
        if unknown:
            band = Region(0, unknown[0], size.width, unknown[-1] - unknown[0] + 1)
            fresh = dict(zip(band.line_range, super().render_lines(band), strict=True))
            self._strips |= {below + y: strip for y, strip in fresh.items() if y in inside}
        strips = [fresh[y] if y in fresh else self._strips[below + y] for y in crop.line_range]
        return strips if crop.column_span == (0, size.width) else [strip.crop(*crop.column_span) for strip in strips]

    def _forget(self) -> None:
        """What was drawn, and how anything looks."""
        self._strips.clear()
        self._styles_of.clear()

    def _draw(self, at: int, width: int) -> Strip:
        base = self._style("")
        line = self._lines[at]
        if (selection := self.text_selection) is not None and (span := selection.get_span(at)) is not None:
            start, end = span
            mark = self.screen.get_visual_style("screen--selection", partial=True)
            line = line.stylize(mark, start, len(line) if end == -1 else end)
        parts = [(text, style) for text, style in line.render(base, end="", parse_style=self._style)]
        segments = [segment for text, style in parts for segment in Content(text).render_segments(base + style)]
        return Strip(segments, line.cell_length).crop_extend(0, width, base.rich_style).apply_offsets(0, at)

    def _style(self, name: str | Style) -> Style:
        if isinstance(name, Style):
            return name
        if name not in self._styles_of:  # each takes a tenth of a millisecond to work out
            known = self.get_visual_style(f"page--{name}", partial=True) if name else self.visual_style
            self._styles_of[name] = known
        return self._styles_of[name]
