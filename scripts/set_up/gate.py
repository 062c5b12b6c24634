"""Turns an old Python away on import, in a syntax that every old Python can read."""

import os
import sys

if sys.version_info < (3, 11):
    _found = ""
    for _name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        for _folder in os.environ.get("PATH", "").split(os.pathsep):
            if not _found and os.path.isfile(os.path.join(_folder, _name)):
                _found = _name
    _script = sys.argv[0] or "scripts/tutor.py"
    if os.name == "nt":
        _way_out = "Install a newer one (python.org/downloads), then run: py -3 " + _script
    elif _found:
        _way_out = "A newer one is here; run: " + _found + " " + _script
    else:
        _way_out = "Install a newer one (python.org/downloads, or your system's packages) and run this again with it."
    _this = ".".join([str(part) for part in sys.version_info[:2]])
    sys.stderr.write("miliary-chat needs Python 3.11 or newer, and this is Python " + _this + ". " + _way_out + "\n")
    sys.exit(1)
