"""The tables, in words that both SQLite and PostgreSQL understand."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

SCHEMA = 2
"""The version of these tables. A new one needs a step in `schema.py`."""

SINCE = "0.2.0"
"""The first release that reads and writes this version."""

_HASH = String(64)
_ID = String(64).with_variant(String(64, collation="C"), "postgresql")  # sorted by bytes, as SQLite does

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String(32), primary_key=True), Column("value", Text, nullable=False))

persons = Table("persons", metadata, Column("id", _ID, primary_key=True), Column("label", Text, nullable=False))

cases = Table(
    "cases",
    metadata,
    Column("hash", _HASH, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("source", LargeBinary, nullable=False),
)

images = Table(
    "images", metadata, Column("hash", _HASH, primary_key=True), Column("bytes", LargeBinary, nullable=False)
)

case_images = Table(
    "case_images",
    metadata,
    Column("case_hash", ForeignKey("cases.hash"), primary_key=True),
    Column("image_id", Text, primary_key=True),
    Column("image_hash", ForeignKey("images.hash"), nullable=False),
    Column("file", Text, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("person", ForeignKey("persons.id"), nullable=False),
    Column("source", Text, nullable=False),
    Column("policy", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("status", String(8), nullable=False),
    Column("ended", Text),
    Column("started_us", BigInteger, nullable=False),
    Column("last_us", BigInteger, nullable=False),
    Column("worked_us", BigInteger, nullable=False),
    Column("length", Integer, nullable=False),
    Column("head", _HASH, nullable=False),
    Column("place", Text, nullable=False),
    Column("total", Integer),
    Column("number", Integer),
    Column("rulings", Integer, nullable=False, server_default="0"),
    CheckConstraint("status in ('live', 'ended')", name="status_known"),
    CheckConstraint("(status = 'ended') = (ended is not null)", name="ended_has_reason"),
)

_LIVE = text("status = 'live'")

# Two windows that start the same case are stopped here, whatever the programs think.
ONE_LIVE = Index("one_live", attempts.c.person, attempts.c.source, unique=True, sqlite_where=_LIVE)
# A candidate's attempts at an exam are numbered, so that no two windows can begin the same one; other runs are not.
ONE_NUMBER = Index("one_number", attempts.c.person, attempts.c.source, attempts.c.number, unique=True)
Index("last_worked_on", attempts.c.last_us)

events = Table(
    "events",
    metadata,
    Column("attempt", ForeignKey("attempts.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at_us", BigInteger, nullable=False),
    Column("boot_us", BigInteger, nullable=False),
    Column("payload", Text, nullable=False),
    Column("hash", _HASH, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("attempt", ForeignKey("attempts.id"), primary_key=True),
    Column("item", Text, primary_key=True),
    Column("text", Text, nullable=False),
)

rulings = Table(
    "rulings",
    metadata,
    Column("attempt", ForeignKey("attempts.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at_us", BigInteger, nullable=False),
    Column("boot_us", BigInteger, nullable=False),
    Column("payload", Text, nullable=False),
    Column("hash", _HASH, nullable=False),
)

exams = Table(
    "exams",
    metadata,
    Column("hash", _HASH, primary_key=True),
    Column("exam_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("source", LargeBinary, nullable=False),
)

extensions = Table(
    "extensions",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("attempt", ForeignKey("attempts.id"), nullable=False),
    Column("us", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
)
Index("extensions_of", extensions.c.attempt)

releases = Table(
    "releases",
    metadata,
    Column("source", Text, primary_key=True),
    Column("by", Text, nullable=False),
    Column("at_us", BigInteger, nullable=False),
)

SINCE_2 = (rulings, exams, extensions, releases)
"""The tables that version 2 brought."""


def suit(dialect: str) -> None:
    """Say to PostgreSQL what SQLite was told; only when it is used, because its dialect takes 30 ms to load."""
    if dialect == "postgresql":
        ONE_LIVE.dialect_options["postgresql"]["where"] = _LIVE
