"""Seeded players who walk every path of a case and look for what must never happen there.

`walk` sends them; `told` says what they found.
"""

from miliary_chat.author.players.telling import told
from miliary_chat.author.players.walks import Failure, Walks, walk

__all__ = ["Failure", "Walks", "told", "walk"]
