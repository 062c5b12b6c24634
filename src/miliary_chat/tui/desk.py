"""The one worker: whatever touches the store is done here, one thing after another, off the screen's own thread."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Desk:
    """One thread with a queue: a draft never overtakes an answer, and no two answers are sent at once."""

    def __init__(self, name: str = "desk") -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self.closed = False

    async def do(self, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
        """Do it when its turn comes; what it raises is raised here."""
        return await asyncio.wrap_future(self._pool.submit(work, *args, **kwargs))

    def close(self) -> None:
        """Finish what is queued, then stop."""
        self.closed = True
        self._pool.shutdown(wait=True)
