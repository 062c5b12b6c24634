"""Starting at once: no garbage is collected while the libraries load, since nearly all is there to stay.

Collections during the imports took 120 to 180 ms of a start; later each full one walked every imported object again.
"""

import gc


def hold() -> None:
    """Stop collecting garbage, until `release`."""
    gc.disable()


def release() -> None:
    """Collect garbage again, but never what is there by now."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
