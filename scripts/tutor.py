"""Sets up what the tutor needs, then starts it: python3 scripts/tutor.py [arguments].

Old Pythons, Python 2 too, must be able to read this file, or they could not say that they are too old.
"""

import sys

import set_up.gate  # noqa: F401  an old Python leaves here, with one sentence
from set_up.start import start_tutor

if __name__ == "__main__":
    sys.exit(start_tutor(sys.argv[1:]))
