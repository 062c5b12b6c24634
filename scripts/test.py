"""Sets up what the tests need, then runs every check: python3 scripts/test.py [--long] [pytest arguments].

Old Pythons, Python 2 too, must be able to read this file, or they could not say that they are too old.
"""

import sys

import set_up.gate  # noqa: F401  an old Python leaves here, with one sentence
from set_up.checks import run_checks

if __name__ == "__main__":
    sys.exit(run_checks(sys.argv[1:]))
