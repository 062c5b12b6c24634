"""What an exam's screen shows: the bar, the question with its talk, the picture, the box, the keys of the moment."""

from typing import Final

from miliary_chat.session.attempt import Attempt
from miliary_chat.tui import exam_deeds, exam_items
from miliary_chat.tui.choosing import Picking
from miliary_chat.tui.deeds import Now
from miliary_chat.tui.exam_lines import ItemTelling, neutral, tell_item
from miliary_chat.tui.film import Film, load_film
from miliary_chat.tui.messages import OptionPicked
from miliary_chat.tui.screens.conversation import INVITES, ConversationScreen
from miliary_chat.tui.sizes import ROOMY
from miliary_chat.tui.viewer.graphics import HALF, Graphics
from miliary_chat.tui.widgets.exam_bar import ExamBar
from miliary_chat.tui.widgets.key_line import Key
from miliary_chat.tui.widgets.option_page import OptionPage

_INVITES: Final = INVITES | {"differential": "Your list, in any order; say which one leads …"}
ALL_CLOSED: Final = "All questions are closed. F8 hands in."


class ExamFrame(ConversationScreen):
    """One attempt at an exam as it is seen: the fold of its events. Nothing here knows what is right, or sends."""

    TALK = OptionPage
    choosing: Picking

    def __init__(self, attempt: Attempt, *, graphics: Graphics = HALF) -> None:
        """`graphics` how pictures are drawn."""
        super().__init__(Picking(), graphics=graphics)
        self.attempt = attempt
        self.item: str | None = None
        """The question that is on the screen; None when all are closed."""
        self.telling: ItemTelling | None = None
        self._picked: tuple[object, ...] = ()
        self._films: dict[tuple[str, str], Film] = {}
        self._up: tuple[str, str] | None = None

    def bar(self) -> ExamBar:
        """The question's place in the exam, and the clock."""
        return ExamBar(id="exam-bar")

    @property
    def now(self) -> Now:
        """What matters for what can be done."""
        script, state = self.attempt.script, self.attempt.state
        terms = script.terms
        return Now(
            place="exam",
            activity=script.activity(self.item) if self.item else "",
            policy="exam",
            ended=state.ended is not None,
            picture=self.telling is not None and self.telling.shown is not None,
            resting=state.paused_us is not None,
            breaks=terms is not None and state.rested_us < terms.rest_us,
            invigilated=terms is not None and bool(terms.word),
        )

    # The question.

    def draw(self, *, anew: bool = False) -> None:
        """The question as the events tell it, the bar, the box and the keys."""
        script, state = self.attempt.script, self.attempt.state
        bar = self.query_one(ExamBar)
        if self.item is None:
            bar.title, bar.place, bar.flagged = script.title, "all questions closed", False
            self.talk.show([])
            self.box.invite(ALL_CLOSED)
        else:
            part = exam_items.part(script, self.item)
            bar.title = part.title if part else script.title
            bar.place, bar.flagged = exam_items.position(script, self.item), state.items[self.item].flagged
            self.telling = tell_item(script, (record.event for record in self.attempt.events), self.item)
            picked = (self.item, self.telling.choice, state.items[self.item].chosen)
            if picked != self._picked:  # ticks that nobody has sent yet stay
                self._picked = picked
                self.choosing.open_with(self.telling.blocks, *picked[1:])
            self.box.invite(_INVITES.get(script.activity(self.item), "Your answer …"))
            self.draw_options(anew=anew)
        self.box.choosing = self.choosing.kind if self.item else ""
        self.tell_keys()
        if self._wanted() != self._up:
            self.run_worker(self._put_up(), group="film", exclusive=True)

    def draw_options(self, *, anew: bool = False) -> None:
        """The page, with the cursor of a choice where it is now."""
        if self.telling is not None:
            talk = self.query_one("#talk", OptionPage)
            talk.choice = self.telling.choice
            talk.show(self.choosing.drawn(self.telling.blocks))
            if anew:  # a question is read from its beginning, its talk from its end
                talks = self.item is not None and exam_items.talks(self.attempt.script, self.item)
                talk.scroll_to(y=talk.max_scroll_y if talks else 0, animate=False, force=True, immediate=True)

    def announce(self, words: str) -> None:
        """Something about the exam that must not be missed: above the box, and in a corner for a while."""
        self.note(words)
        self.app.notify(words, markup=False, timeout=8)

    # The picture: without its places, its expert's words and whatever else would tell.

    def _wanted(self) -> tuple[str, str] | None:
        telling = self.telling
        if telling is None or telling.shown is None or telling.shown_in is None:
            return None
        return telling.shown_in, telling.shown

    async def _put_up(self) -> None:
        wanted = self._wanted()
        if wanted is not None:
            # Nothing to compare with: a normal film beside it would tell that this one is none.
            self.pane.show(await self.film(*wanted), may_tell=False)
        self.set_class(wanted is not None, "-film")
        self._up = wanted

    async def film(self, item: str, image: str) -> Film:
        """A picture as a candidate may see it, decoded once."""
        pin = self.attempt.script.ref(item).case
        if (pin, image) not in self._films:
            data = await self.desk.desk.do(self.attempt.picture, image, item)
            film = await self.desk.side.do(load_film, self.attempt.script.cases[pin], image, data)
            self._films[pin, image] = neutral(film)
        return self._films[pin, image]

    # What comes from the widgets.

    def on_option_picked(self, message: OptionPicked) -> None:
        """A click on an option; Enter takes it."""
        self.choosing.pick(message.number)
        self.draw_options()
        self.box.focus()

    def tell_keys(self) -> None:
        """The keys of the moment."""
        keys: list[Key] = []
        if self.item is not None:
            keys.append(("⏎", "send" if exam_items.talks(self.attempt.script, self.item) else "keep, next"))
        if self.choosing.at is not None:
            keys.append(("↑↓", "options"))
        if self.now.picture:
            keys.append(("tab", "picture") if self.size.width >= ROOMY else ("F7", "picture"))
        deeds = [key for key in exam_deeds.offered(self.now) if key not in keys]
        self.show_keys([*keys, *deeds])
