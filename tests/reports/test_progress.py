"""The progress report's figures, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, NotPermitted
from proactive_care.domain.vocabulary import Framework, Role, Tier
from proactive_care.reports import Bridge, Kind, progress_report, start_baseline_again
from support.practice import add_user
from support.report_practice import (
    AS_OF,
    freeze,
    invite,
    make_report_practice,
    sort_copd,
    sort_hypertension,
)
from support.rows import add_event, add_import, add_run


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Sorted in July (the baseline) and again in September."""
    session = make_report_practice(tmp_path / "practice")
    sort_hypertension(session, {1: "2a", 2: "2c", 3: "4b", 6: "1", 7: "3a"}, date(2026, 7, 30))
    sort_copd(session, {2: "2", 3: "4"}, date(2026, 7, 30))
    freeze(session)
    freeze(session, "copd")
    sort_hypertension(session, {1: "4a", 2: "2c", 3: "3b", 8: "2c"}, AS_OF)
    yield session
    session.practice.close_all()


def test_registers_tiers_and_every_group_of_the_rules(session: Session) -> None:
    hypertension, copd = progress_report(session, AS_OF).frameworks
    assert (hypertension.framework, hypertension.patients, hypertension.open) == (
        Framework.HYPERTENSION, 4, 3,
    )  # fmt: skip
    assert hypertension.tiers == {
        Tier.URGENT: 0, Tier.HIGH: 0, Tier.DATA_GAP: 2, Tier.MEDIUM: 1, Tier.LOW: 1,
    }  # fmt: skip
    assert [(g.group, g.patients) for g in hypertension.groups] == [
        ("1", 0), ("2a", 0), ("2b", 0), ("2c", 2), ("3a", 0), ("3b", 1), ("4a", 1), ("4b", 0),
    ]  # fmt: skip
    assert (copd.patients, copd.open) == (2, 1)


def test_the_backlog_against_its_baseline(session: Session) -> None:
    found = progress_report(session, AS_OF)
    hypertension, copd = found.frameworks
    assert hypertension.baseline is not None
    assert (hypertension.baseline.open, hypertension.change) == (4, -1)
    # Open then: 1 (2a), 2 (2c), 6 (1), 7 (3a). 1 is low, 6 died, 7 left. 3 was low and is open
    # again, 8 joined with a gap. Now open: 2, 3, 8.
    assert hypertension.bridge == Bridge(4, 1, 1, 1, 0, 1, 1, 3)
    assert copd.bridge == Bridge(1, 0, 0, 0, 0, 0, 0, 1)
    assert found.bridge == Bridge(5, 1, 1, 1, 0, 1, 1, 4)
    assert (found.open, found.open_at_baseline, found.indicators) == (4, 5, 6)
    assert hypertension.same_rules


def test_months_keep_the_figure_of_a_framework_without_a_run(session: Session) -> None:
    july, september = progress_report(session, AS_OF).backlog
    assert (july.month, july.frameworks, july.patients, july.open) == (date(2026, 7, 1), 2, 7, 5)
    assert (september.month, september.frameworks) == (date(2026, 9, 1), 2)
    assert (september.patients, september.open, september.tiers[Tier.DATA_GAP]) == (6, 4, 2)


def test_movement(session: Session) -> None:
    (moved,) = progress_report(session, AS_OF).moves
    assert (moved.framework, moved.month) == (Framework.HYPERTENSION, date(2026, 9, 1))
    assert (moved.since, moved.until, moved.same_rules) == (date(2026, 7, 30), AS_OF, True)
    counts = {kind: count for kind, count in moved.kinds.items() if count}
    assert counts == {
        Kind.CALMER: 1,
        Kind.MORE_URGENT: 1,
        Kind.STAYED: 1,
        Kind.JOINED: 1,
        Kind.DECEASED: 1,
        Kind.LEFT: 1,
    }
    assert ("2a", "4a", Kind.CALMER, 1) in moved.pairs
    assert Kind.STAYED not in {kind for _, _, kind, _ in moved.pairs}


def test_other_rules_than_at_the_baseline_are_told(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE stratification_run SET version = '2030.1' WHERE id = 3")
    found = progress_report(session, AS_OF)
    assert not found.frameworks[0].same_rules
    assert not found.moves[0].same_rules


def test_rules_that_are_no_longer_here_still_count(session: Session) -> None:
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE stratification_run SET pack = 'elsewhere'")
    hypertension = progress_report(session, AS_OF).frameworks[0]
    assert [(g.group, g.patients) for g in hypertension.groups] == [("2c", 2), ("3b", 1), ("4a", 1)]


def test_who_could_not_be_sorted_comes_after_the_groups(session: Session) -> None:
    add_run(session, "asthma", {1: ("?", "data gap")})
    found = progress_report(session, AS_OF).frameworks
    assert found[1].groups[-1].group == "?"
    assert found[1].open == 1
    assert found[1].baseline is None
    assert found[1].change is None
    assert found[1].bridge is None


def test_exclusions_stand_beside_the_figures(session: Session) -> None:
    add_event(session, 2, "palliative_care", date(2026, 1, 1), None)
    add_event(session, 3, "hypertension_pca_declined", date(2026, 1, 1), None)
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE patient SET date_of_death = ? WHERE id = 8", (AS_OF.toordinal(),))
        db.conn.execute("UPDATE patient SET deregistered_on = ? WHERE id = 1", (AS_OF.toordinal(),))
    hypertension = progress_report(session, AS_OF).frameworks[0]
    assert (hypertension.patients, hypertension.end_of_life, hypertension.declined) == (2, 1, 1)
    assert (hypertension.died_since, hypertension.left_since) == (1, 1)


def test_overall_and_several_conditions(session: Session) -> None:
    found = progress_report(session, AS_OF)
    assert found.overall == {Tier.HIGH: 1, Tier.DATA_GAP: 1, Tier.MEDIUM: 1, Tier.LOW: 1}
    assert found.conditions == {1: 2, 2: 2}


def test_invitations(session: Session) -> None:
    invite(session, 1, date(2026, 8, 3))
    found = progress_report(session, AS_OF)
    assert [each.invitations for each in found.invitations] == [1]
    assert [each.month for each in found.invitations_by_month] == [date(2026, 8, 1)]


def warnings(session: Session, as_of: date = AS_OF) -> str:
    return " ".join(progress_report(session, as_of).basis.warnings)


def test_warnings(session: Session) -> None:
    assert "1 counted patients are no longer in the newest extract" in warnings(session)
    assert "33 days old" in warnings(session, date(2026, 10, 15))
    assert "newer than the day of this report" in warnings(session, date(2026, 9, 1))
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE stratification_run SET signed = 0 WHERE id = 3")
    assert "Not signed off by a clinical lead: Hypertension." in warnings(session)
    add_import(session, name="newer.csv")
    with session.practice.transaction() as db:
        db.conn.execute("UPDATE import_file SET imported_at = '2026-09-14T10:00:00+00:00'")
    assert "Sorted before the newest import" in warnings(session)


def test_an_empty_practice_has_an_empty_report(tmp_path: Path) -> None:
    from support.practice import make_session

    session = make_session(tmp_path / "empty")
    found = progress_report(session, AS_OF)
    assert found.basis.warnings == ("No extract has been imported yet: there is nothing to count.",)
    assert (found.frameworks, found.qof, found.open, found.basis.frameworks) == ((), (), 0, ())
    add_import(session)
    assert "Nobody has been sorted" in warnings(session)
    assert found.basis.run_of(Framework.COPD) is None
    session.practice.close_all()


def test_who_may_look(session: Session) -> None:
    reception = add_user(session, "reception", Role.RECEPTIONIST)
    with pytest.raises(NotPermitted):
        progress_report(reception, AS_OF)
    reception.practice.close_all()


def test_the_baseline_can_start_again_with_a_reason(session: Session) -> None:
    with pytest.raises(InvalidInput):
        start_baseline_again(session, " x ")
    started = start_baseline_again(session, "medications came later")
    assert started == (Framework.HYPERTENSION, Framework.COPD)
    assert start_baseline_again(session, "again", Framework.COPD) == (Framework.COPD,)
    assert progress_report(session, AS_OF).frameworks[0].change == 0
    nurse = add_user(session, "nurse", Role.NURSE)
    with pytest.raises(NotPermitted):
        start_baseline_again(nurse, "because")
    nurse.practice.close_all()
