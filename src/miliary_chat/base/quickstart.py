"""Starting at once: no garbage is collected while the libraries load, since nearly all is there to stay.

Collections during the imports took 120 to 180 ms of a start; later each full one walked every imported object again.
"""

import gc

_held = False


def hold() -> None:
    """Stop collecting garbage, until `release`."""
    global _held
    _held = True
    gc.disable()


def release() -> None:
    """Collect garbage again, but never what is there by now."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def settle() -> None:
    """Never again walk what came after `release` and is there to stay: a case, what the judge listens for in it.

    Nothing happens in a process that never called `hold`.
    """
    if _held and gc.isenabled():
        gc.freeze()
