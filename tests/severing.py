"""A line to a PostgreSQL server that breaks at a commit: before the server hears it, or before it is answered."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal

from sqlalchemy import make_url

_COMMIT = b"COMMIT\0"


class Line:
    """What stands between a store and its server. `cut` says when the next commit breaks it; afterwards it is `down`.

    While it is down nobody gets through; `mend` lets them.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        place = parsed.query.get("host")
        self._server: str | tuple[str, int] = (
            f"{place}/.s.PGSQL.{parsed.port or 5432}"
            if isinstance(place, str)
            else (parsed.host or "localhost", parsed.port or 5432)
        )
        self._door = socket.create_server(("127.0.0.1", 0))
        query = {key: value for key, value in parsed.query.items() if key != "host"}
        plain = {"sslmode": "disable", "gssencmode": "disable", "connect_timeout": "2"}
        through = parsed.set(host="127.0.0.1", port=self._door.getsockname()[1], query={**query, **plain})
        self.url = through.render_as_string(hide_password=False)
        self.cut: Literal["before", "after"] | None = None
        self.stays_down = False
        self.down = False

    def mend(self) -> None:
        """Let everybody through again."""
        self.down = False

    def serve(self) -> None:
        """Take calls until the door is shut."""
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                if self.down:
                    client.close()
                    continue
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def close(self) -> None:
        """Shut the door."""
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _carry(self, client: socket.socket) -> None:
        family = socket.AF_UNIX if isinstance(self._server, str) else socket.AF_INET
        with client, socket.socket(family, socket.SOCK_STREAM) as server, suppress(OSError):
            server.connect(self._server)
            back = threading.Thread(target=_pour, args=(server, client), daemon=True)
            back.start()
            while said := client.recv(65536):
                if self.cut and _COMMIT in said:
                    when, self.cut, self.down = self.cut, None, self.stays_down
                    if when == "after":
                        client.shutdown(socket.SHUT_RDWR)  # nothing the server says from now on gets through
                        server.sendall(said)
                    break
                server.sendall(said)
            server.shutdown(socket.SHUT_WR)  # it finishes what it was told, and hangs up
            back.join()


def _pour(source: socket.socket, target: socket.socket) -> None:
    while True:
        try:
            said = source.recv(65536)
        except OSError:
            return
        if not said:
            with suppress(OSError):
                target.shutdown(socket.SHUT_RDWR)
            return
        with suppress(OSError):
            target.sendall(said)


@contextmanager
def line(url: str) -> Iterator[Line]:
    """A line to the server of a URL, for as long as the block lasts."""
    here = Line(url)
    taking = threading.Thread(target=here.serve, daemon=True)
    taking.start()
    try:
        yield here
    finally:
        here.close()
        taking.join()
