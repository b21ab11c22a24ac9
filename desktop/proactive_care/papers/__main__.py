"""``python -m proactive_care.papers FOLDER``: every document that is drawn without a window."""

from __future__ import annotations

import sys
from pathlib import Path

from proactive_care.papers import print_all

if __name__ == "__main__":
    print_all(Path(sys.argv[1]))
