"""All that is PostgreSQL's alone: how a server is reached, and what its errors mean."""

import hashlib
import random
import re
import time
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, QueuePool, Table, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from miliary_chat.base.errors import StoreError, StoreFull, Unsettled
from miliary_chat.base.sanitise import one_line

READS: Mapping[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""The execution options of a connection that only reads: all that it reads is of one moment."""

_SPELLING = "Write a path, or postgresql+psycopg://USER@HOST/NAME."
_ELSEWHERE = "Use another place: --db URL, or the variable MILIARY_DB."
_KEEP_PASSWORDS = "Write it in the file ~/.pgpass or in the variable PGPASSWORD."

# Sent with every connection. A database may forget its last commits in a power cut when its administrator says so; here
# it never may. The rest ends what would otherwise hold a candidate's attempt for hours (a laptop that was closed in the
# middle of a step, a cable that was pulled), and gives back the connection of somebody who only reads or thinks.
_SESSION = "-c synchronous_commit=on -c lock_timeout=5s -c statement_timeout=30s" + (
    " -c idle_in_transaction_session_timeout=30s -c idle_session_timeout=30s"  # the last one since PostgreSQL 14
)
_CONNECTION: Mapping[str, object] = {
    "application_name": "miliary-chat",
    "client_encoding": "utf8",
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}

_CROWDED = "miliary_crowded"
_TAKEN = "SELECT count(*) * 5 > current_setting('max_connections')::int * 4 FROM pg_stat_get_backend_idset()"
"""Whether more than four fifths of a server's connections are taken."""

_WAITS_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""How long to wait, again and again, when all connections are taken: a class that begins at once is through by then."""


def engine_for(url: str) -> Engine:
    """An engine for `postgresql+psycopg://...`; StoreError when the URL or the driver is not as it should be.

    A connection is kept for the next transaction, as making one costs ten times what a transaction does, but only
    while the server has some left. When four fifths are taken, those who come later give theirs back after every
    transaction: a server of a hundred connections then serves several hundred candidates, if more slowly.
    """
    parsed = _parsed(url)
    given = {key: value for key, value in _CONNECTION.items() if key not in parsed.query}
    options = " ".join([_SESSION, *_as_list(parsed.query.get("options"))])  # what somebody gave comes last, and wins
    try:
        engine = create_engine(
            parsed,
            poolclass=QueuePool,
            pool_size=1,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={**given, "options": options},
        )
    except ImportError as error:
        raise StoreError(
            "A store on PostgreSQL needs a package that is not here.", "pip install 'miliary-chat[postgres]'"
        ) from error
    event.listen(engine, "do_connect", _connect_patiently)
    event.listen(engine, "connect", _look_around)
    event.listen(engine, "checkin", _make_room)
    return engine


def _parsed(url: str) -> URL:
    """The URL's parts. Nothing of a URL that cannot be read is ever repeated: it may be a password."""
    try:
        parsed = make_url(url)
    except (SQLAlchemyError, ValueError):
        raise StoreError("The store's URL cannot be read.", _SPELLING) from None
    if parsed.drivername not in ("postgresql+psycopg", "postgresql", "postgres"):
        raise StoreError("The store's URL cannot be read: a store is a file or a PostgreSQL database.", _SPELLING)
    if "@" in f"{parsed.host}{parsed.database}":
        raise StoreError(
            "The store's URL cannot be read: it has one @ too many.",
            f"In a name or a password write @ as %40 and / as %2F. {_SPELLING}",
        )
    return parsed.set(drivername="postgresql+psycopg")


def _as_list(value: str | tuple[str, ...] | None) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _connect_patiently(dialect: Any, record: Any, arguments: Any, options: Any) -> Any:
    """Connect; while all connections are taken, a little later."""
    for wait in _WAITS_SECONDS:
        try:
            return dialect.connect(*arguments, **options)
        except dialect.loaded_dbapi.OperationalError as error:
            if not _NO_ROOM.search(str(error)):
                raise
        time.sleep(wait * random.uniform(0.5, 1.5))  # not all at the same moment again
    return dialect.connect(*arguments, **options)


def _look_around(connection: Any, record: ConnectionPoolEntry) -> None:
    """Find out whether a new connection may be kept."""
    connection.autocommit = True
    record.info[_CROWDED] = connection.execute(_TAKEN).fetchone()[0]
    connection.autocommit = False


def _make_room(connection: Any, record: ConnectionPoolEntry) -> None:
    """Give a connection back that others may need more."""
    if connection is not None and record.info.get(_CROWDED):
        record.invalidate()


def check(connection: Connection) -> None:
    """StoreError unless this database can keep what a store promises."""
    asked = "SELECT current_setting('server_encoding'), current_setting('synchronous_commit')"
    encoding, synchronous = connection.execute(text(asked)).one()
    name = one_line(str(connection.engine.url.database))
    if encoding != "UTF8":
        raise StoreError(
            f"The database {name} keeps text as {encoding}, which cannot hold every answer.",
            f"Make another: createdb --encoding=UTF8 --template=template0 NAME. {_SPELLING}",
        )
    if synchronous == "off":
        raise StoreError(
            f"The database {name} may forget what it has acknowledged (synchronous_commit is off).",
            "Whoever runs it, or the pooler before it, must let miliary-chat switch that on.",
        )


def take_turn(connection: Connection, what: str) -> None:
    """Wait until no other transaction does `what`, and keep others from it until this one ends."""
    key = int.from_bytes(hashlib.sha256(f"miliary-chat\n{what}".encode()).digest()[:8], signed=True)
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def insert_missing(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """Insert a row unless one with its key is there."""
    from sqlalchemy.dialects.postgresql import insert  # 30 ms: only when it is used

    connection.execute(insert(table).on_conflict_do_nothing(), dict(row))


class _Meaning(NamedTuple):
    what: str
    advice: str
    kind: type[StoreError] = StoreError


_NO_ROOM = re.compile(r"too many (clients|connections)|remaining connection slots")

_LOST = _Meaning("The connection to {server} broke.", "Try again when the server is back.")
_UNSETTLED = _Meaning(
    "The connection to {server} broke while the last step was being stored; whether it was is not known yet.",
    "Send it again when the server is back: nothing is stored twice.",
    Unsettled,
)
_NOT_LET_IN = _Meaning("{server} does not let {user} in: the password is wrong or missing.", _KEEP_PASSWORDS)
_MAY_NOT = _Meaning(
    "{user} may not read, write or make the tables of the database {name}.",
    "Its administrator can make {user} its owner: ALTER DATABASE ... OWNER TO ...",
)
_FULL = _Meaning(
    "{server} has no connection left.",
    "Try again in a moment. If it happens often, its administrator can raise max_connections: one for each candidate.",
)
_BUSY = _Meaning(
    "Another program has been writing to the database {name} for too long.", "Close the other window, then try again."
)
_AT_ONCE = _Meaning("Two programs wrote at the same moment, and this step was not stored.", "Send it again.")
_NOT_THERE = _Meaning("{server} has no database {name}.", "Make it first (createdb NAME), or name another: --db URL.")

_BY_STATE: Mapping[str, _Meaning] = {
    "53100": _Meaning(
        "The disk of {server} is full: the last step was not stored.",
        "Somebody has to make room there. Then send it again; everything before it is safe.",
        StoreFull,
    ),
    "53200": _Meaning("{server} is out of memory.", "Try again in a moment."),
    "53300": _FULL,
    "40001": _AT_ONCE,
    "40P01": _AT_ONCE,
    "55P03": _BUSY,
    "57014": _BUSY,
    "25006": _Meaning("The database {name} can be read but not written.", _ELSEWHERE),
    "42501": _MAY_NOT,
    "3F000": _MAY_NOT,
    "28P01": _NOT_LET_IN,
    "28000": _NOT_LET_IN,
    "3D000": _NOT_THERE,
    "42P01": _Meaning("The database {name} is not a whole store: a table is gone.", _ELSEWHERE),
    "22001": _Meaning("A name or a code is longer than a store takes (64 characters).", "Give a shorter one."),
    "54000": _Meaning("A name is longer than a store takes.", "Give a shorter one."),
    "58030": _Meaning(
        "The disk of {server} does not answer.", "Look whether it is still there and has room, then try again."
    ),
    "XX001": _Meaning(
        "The database {name} is damaged.", "Nothing was changed. Its administrator has to restore it from a copy."
    ),
}

# While a connection is being made there is no code, only words: those of libpq, which are English in every country, and
# the server's own.
_BY_WORDS: tuple[tuple[re.Pattern[str], _Meaning], ...] = (
    (_NO_ROOM, _FULL),
    (re.compile(r"password authentication failed|no password supplied|authentication failed"), _NOT_LET_IN),
    (re.compile(r'role ".*" does not exist'), _Meaning("{server} does not know {user}.", "Name another: --db URL.")),
    (re.compile(r'database ".*" does not exist'), _NOT_THERE),
    (re.compile(r"permission denied for database|not currently accepting connections"), _MAY_NOT),
    (
        re.compile(r"no pg_hba.conf entry"),
        _Meaning(
            "{server} lets {user} not into the database {name} from this machine.",
            "Its administrator can allow it (pg_hba.conf).",
        ),
    ),
    (
        re.compile(r"the database system is|recovery mode"),
        _Meaning("{server} is just starting or stopping.", "Try again in a moment."),
    ),
    (
        re.compile(r"unrecognized configuration parameter"),
        _Meaning("{server} is older than PostgreSQL 14.", _ELSEWHERE),
    ),
    (
        re.compile(r"invalid connection option|invalid .*value|could not parse"),
        _Meaning("{server} cannot be reached in the way that the store's URL says.", _SPELLING),
    ),
    (
        re.compile(r"refused|No such file|resolve host|time(d )?out|unreachable|No route|is the server running", re.I),
        _Meaning("{server} does not answer.", "Look whether it runs and can be reached from here, then try again."),
    ),
)


def told(error: BaseException, url: URL, *, writes: bool = False, asked: bool = False) -> StoreError:
    """What an error of PostgreSQL or on the way to it means for a person, and what to do next.

    `writes`: in a transaction that was to store something; `asked`: when the commit had been asked for, so that a
    broken connection leaves open whether it happened (Unsettled). No password and no answer gets into a sentence.
    """
    state: str | None = getattr(error, "sqlstate", None)
    meaning = _BY_STATE.get(state or "") or _by_words(error, state)
    if meaning is None and _is_lost(error, state):
        meaning = _UNSETTLED if asked else _LOST
    if meaning is None:
        first = one_line(str(error).strip().partition("\n")[0], limit=200)
        meaning = _Meaning("{server} does not answer as it should: {first}.", "Look whether it runs, then try again.")
    else:
        first = ""
    # A step that was to be stored and was not: say so.
    lost = " The last step was not stored." if writes and meaning is _LOST else ""
    words = {
        "server": _server(url),
        "user": f"the user {one_line(url.username)}" if url.username else "the user",
        "name": one_line(str(url.database or "")),
        "first": first,
    }
    what = meaning.what.format(**words) + lost
    return meaning.kind(what[0].upper() + what[1:], meaning.advice.format(**words))


def _by_words(error: BaseException, state: str | None) -> _Meaning | None:
    if state is not None:
        return None
    said = str(error)
    return next((meaning for pattern, meaning in _BY_WORDS if pattern.search(said)), None)


def _is_lost(error: BaseException, state: str | None) -> bool:
    """Whether the connection is gone: the server ended it (57P, 25P03), or nobody said anything any more."""
    if state is None:
        return type(error).__name__ in ("OperationalError", "InterfaceError")
    return state.startswith(("08", "57P")) or state in ("25P03", "40003")


def _server(url: URL) -> str:
    """The server in words."""
    host = url.host or next(iter(_as_list(url.query.get("host"))), "")
    place = "on this machine" if not host or host.startswith("/") else f"at {one_line(host, limit=100)}"
    return f"the database server {place}" + (f", port {url.port}" if url.port else "")
