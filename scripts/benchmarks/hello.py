"""A bare Textual app that says hello: what any start-up is measured beside."""

from textual.app import App, ComposeResult
from textual.widgets import Static

WORDS = "Hello, reader"


class Hello(App[None]):
    """One widget."""

    def compose(self) -> ComposeResult:
        """Say it."""
        yield Static(WORDS)


if __name__ == "__main__":
    Hello().run()
