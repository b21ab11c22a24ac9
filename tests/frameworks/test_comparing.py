"""Who moves between two packs, or when a local adaptation is switched: nothing is stored."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role, Tier
from proactive_care.frameworks import (
    CANNOT_CHECK,
    NOT_ON,
    Comparison,
    compare,
    latest_results,
    sign_off,
    switch_adaptation,
    write_comparison_csv,
)
from proactive_care.resource_files import resource_path
from support.little_practice import make_little_practice
from support.practice import add_user
from support.rows import add_event

PACK = "uclpartners"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return make_little_practice(tmp_path_factory.mktemp("compared") / "practice")


def _other(folder: Path, *changes: tuple[str, str]) -> Path:
    """Copy the default pack and change its hypertension rules."""
    shutil.copytree(resource_path("rule_packs", PACK), folder)
    rules = folder / "hypertension.toml"
    text = rules.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    rules.write_text(text, "utf-8")
    return folder


def _compare(session: Session, **how: object) -> Comparison:
    return compare(session, session.today(), framework="hypertension", pack=PACK, **how)  # type: ignore[arg-type]


def test_a_pack_with_itself_moves_nobody(session: Session) -> None:
    found = _compare(session, other_pack=PACK)
    assert found.movers == ()
    assert found.people == 10
    assert all(before == after for before, after in found.matrix)
    assert found.before.signed
    assert [place.label for place in found.before.places][-1] == NOT_ON


def test_the_dry_run_is_what_a_real_run_stores(session: Session, tmp_path: Path) -> None:
    other = _other(tmp_path / "other", ("180/120 | 170/115", "162/110 | 155/100"))
    runs = session.practice.db.execute("SELECT count(*) FROM stratification_result").fetchone()
    found = _compare(session, other_pack=other)
    now = session.practice.db.execute("SELECT count(*) FROM stratification_result").fetchone()
    assert now == runs
    assert not found.after.signed
    before = {row.patient: row.group for row in latest_results(session, "hypertension")}
    assert {mover.patient for mover in found.movers} == {1}
    for mover in found.movers:
        assert (mover.before.label, mover.after.label) == (before[mover.patient], "1")
        assert mover.direction == -1
        assert "BP" in mover.why
    assert found.moving(-1) == 1
    assert found.moving(0) == found.moving(1) == 0
    assert found.matrix["2a", "1"] == found.matrix["2a", "2a"] == 1
    assert sum(found.matrix.values()) == 10


def test_people_join_and_leave_the_register(session: Session, tmp_path: Path) -> None:
    other = _other(tmp_path / "other", ("age >= 18", "age >= 60"))
    found = _compare(session, other_pack=other)
    gone = [mover for mover in found.movers if mover.after.label == NOT_ON]
    assert len(gone) == len(found.movers) > 0
    assert all(mover.direction == 1 and mover.age is not None and mover.age < 60 for mover in gone)
    assert all(mover.after.tier is None for mover in gone)
    back = compare(session, session.today(), framework="hypertension", pack=other, other_pack=PACK)
    assert {m.patient for m in back.movers} == {m.patient for m in gone}
    assert all(m.before.label == NOT_ON and m.direction == -1 for m in back.movers)


def test_an_adaptation_on_and_off(session: Session) -> None:
    found = _compare(session, adaptation="no-review")
    assert found.before.name.endswith("no-review off")
    assert found.after.name.endswith("no-review on")
    raised = [mover for mover in found.movers if mover.before.tier is not Tier.URGENT]
    assert len(raised) == len(found.movers) > 0
    assert all(mover.after.label.startswith(f"{mover.before.label} · ") for mover in raised)
    assert all("no review within 15 months" in mover.why for mover in raised)
    labels = [place.label for place in found.after.places]
    assert labels.index("2a · urgent") == labels.index("2a") + 1
    switch_adaptation(session, "no-review", True)
    assert _compare(session, adaptation="no-review").matrix == found.matrix
    both = _compare(session, other_pack=PACK)
    assert both.movers == ()
    assert both.matrix["2a · urgent", "2a · urgent"] == found.matrix["2a", "2a · urgent"]
    switch_adaptation(session, "no-review", False)


def test_to_the_top_of_the_tier_by_the_number_of_registers(session: Session) -> None:
    for concept in ("copd", "atrial_fibrillation"):
        add_event(session, 3, concept, date(2015, 5, 1), None, line=900 + len(concept))
    found = _compare(session, adaptation="multimorbidity")
    (mover,) = found.movers
    assert mover.patient == 3
    assert mover.after.label == f"{mover.before.label} · top"
    assert mover.direction == 0


def test_without_medication_data_everybody_cannot_be_checked(tmp_path: Path) -> None:
    session = make_little_practice(tmp_path / "practice", signed=False)
    add_event(session, 1, "atrial_fibrillation", date(2015, 5, 1), None, line=950)
    with session.practice.transaction() as db:
        db.conn.execute("DELETE FROM import_coverage WHERE what = 'medications'")
        db.conn.execute("UPDATE patient SET date_of_birth = NULL WHERE id = 1")
    found = compare(
        session, session.today(), framework="atrial_fibrillation", pack=PACK, other_pack=PACK
    )
    assert dict(found.matrix) == {(CANNOT_CHECK, CANNOT_CHECK): 1}


def test_the_list_is_exported_and_audited(session: Session, tmp_path: Path) -> None:
    found = _compare(session, adaptation="no-review")
    path = tmp_path / "movers.csv"
    assert write_comparison_csv(session, found, path, purpose="meeting") == len(found.movers)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["from"] for row in rows] == [mover.before.label for mover in found.movers]
    assert rows[0]["as_of"] == "2026-09-14"
    last = session.practice.db.execute(
        "SELECT action, detail FROM audit ORDER BY rowid DESC LIMIT 2"
    ).fetchall()
    assert [row[0] for row in last] == ["comparison.export", "rules.compare"]
    assert '"purpose": "meeting"' in last[0][1].replace('":"', '": "')
    hca = add_user(session, "hca", Role.HCA)
    with pytest.raises(NotPermitted):
        write_comparison_csv(hca, found, tmp_path / "no.csv")


def test_what_cannot_be_compared(session: Session) -> None:
    with pytest.raises(InvalidInput):
        _compare(session)
    with pytest.raises(InvalidInput):
        _compare(session, other_pack=PACK, adaptation="no-review")
    with pytest.raises(NotFound, match="no-reviews"):
        _compare(session, adaptation="no-reviews")
    with pytest.raises(NotPermitted):
        _compare(add_user(session, "reception", Role.RECEPTIONIST), other_pack=PACK)


def test_unknown_ages_and_missing_sign_off_are_said(tmp_path: Path) -> None:
    session = make_little_practice(tmp_path / "practice", signed=False)
    sign_off(session, PACK, "copd", "Dr P Lindqvist")
    add_event(session, 2, "copd", date(2015, 5, 1), None, line=960)
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET date_of_birth = NULL WHERE id = 2")
    found = compare(session, session.today(), framework="copd", pack=PACK, adaptation="no-review")
    assert found.before.signed
    assert [mover.age for mover in found.movers] == [None]
    write_comparison_csv(session, found, tmp_path / "movers.csv")
