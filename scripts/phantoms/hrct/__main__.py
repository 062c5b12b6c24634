"""All patterns into a folder: python -m phantoms.hrct FOLDER, from scripts/."""

import sys
from pathlib import Path

from phantoms.hrct.gallery import gallery

if __name__ == "__main__":
    if len(sys.argv) != 2:
        print("Name one folder for the stacks: python -m phantoms.hrct FOLDER", file=sys.stderr)
        raise SystemExit(2)
    gallery(Path(sys.argv[1]))
