"""`python -m miliary_chat` is `miliary-chat`."""

import sys

from miliary_chat.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
