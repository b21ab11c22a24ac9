"""Inserting into and scanning the practice's clustered table against a bare encrypted table."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from proactive_care.store.connection import connect
from support.practice import make_session

ROWS = 1_000_000
INSERT = "INSERT INTO {} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
SCAN = "SELECT count(*), sum(value), max(day) FROM {}"


def run(rows: int = ROWS) -> list[str]:
    """Return printable rows: the ratio beside the absolute figures."""
    with tempfile.TemporaryDirectory() as name:
        session = make_session(Path(name) / "practice")
        bare = connect(Path(name) / "bare.db", session.practice.data_key)
        bare.execute(
            "CREATE TABLE event"
            " (patient, concept, day, source, line, item, code, value, comparator)"
        )
        events = _events(rows)

        def insert_bare() -> None:
            bare.execute("BEGIN")
            bare.executemany(INSERT.format("event"), events)
            bare.execute("COMMIT")

        def insert_ours() -> None:
            with session.practice.transaction() as db:
                db.conn.executemany(INSERT.format("clinical_event"), events)

        floor, ours = _seconds(insert_bare), _seconds(insert_ours)
        scan_floor = _best(lambda: bare.execute(SCAN.format("event")).fetchone())
        practice = session.practice.connection
        scan_ours = _best(lambda: practice.execute(SCAN.format("clinical_event")).fetchone())
        bare.close()
        session.practice.close_all()
    return [
        f"insert {rows:,} events, clustered / bare encrypted   {ours / floor:5.2f}"
        f"   ({ours:.2f} s / {floor:.2f} s)",
        f"scan {rows:,} events, clustered / bare encrypted     {scan_ours / scan_floor:5.2f}"
        f"   ({scan_ours:.2f} s / {scan_floor:.2f} s)",
    ]


def _events(rows: int) -> list[tuple[object, ...]]:
    dice = random.Random(1)
    found: Iterable[tuple[object, ...]] = (
        (i // 50, dice.randint(1, 140), dice.randint(730_000, 740_000), 1, i, 0, 7, 140.0, None)
        for i in range(rows)
    )
    return sorted(found, key=lambda row: row[:6])  # type: ignore[arg-type,return-value]


def _best(work: Callable[[], object]) -> float:
    return min(_seconds(work) for _ in range(3))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
