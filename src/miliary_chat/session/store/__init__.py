"""The store: attempts, their events and cases, kept so that nothing acknowledged is ever lost.

Importing this loads no database; `open_store` does, and that is the only door.
"""

from miliary_chat.session.store.contract import LOCAL, Ledger, Opening, Recorded, Standing, Store, Summary


def open_store(url: str) -> Store:
    """Open the store at a URL (`base.paths.store_url` makes one), and make or lift it when needed.

    StoreError says in one sentence what is wrong and what to do. Takes some 0.3 s, nearly all of it to load
    SQLAlchemy: call it in a worker while the first screen paints.
    """
    from miliary_chat.session.store.sql import SqlStore

    return SqlStore.open(url)


__all__ = ["LOCAL", "Ledger", "Opening", "Recorded", "Standing", "Store", "Summary", "open_store"]
