"""A process that imports an extract, and is killed while it does so."""

from __future__ import annotations

import sys
from pathlib import Path

from proactive_care.accounts import sign_in
from proactive_care.importing import check_files, commit_import
from support.practice import PASSWORD, Clock


def main(folder: str, extract: str) -> None:
    """Say when the work begins and when it is done."""
    session = sign_in(Path(folder), "lead", PASSWORD, clock=Clock(), sleep=lambda seconds: None)
    print("begin", flush=True)
    with check_files(session, [Path(extract)]) as checked:
        commit_import(session, checked)
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
