"""Adding to the code lists: at once in stored data, in the next import, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.domain.errors import InvalidInput, NotFound, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.importing import CodeChange, ListCode
from proactive_care.reports.quality import quality_report
from support.importing import EVENTS_HEADER, IDRIS, NIA, PATIENTS, events, load, write
from support.practice import add_user, make_session

LOCAL = ListCode("emis", "EMISNQBP1", "Hypertensive disease (local)")
SCORE = ListCode("emis", "EMISNQHB1", "HbA1c by finger prick")
NAMED = ListCode("term", "", "Raised blood pressure clinic")
HYPERTENSION = CodeChange("hypertension", (LOCAL,))
HBA1C = CodeChange("hba1c", (SCORE,), unit="%")
ROWS = (
    f"{NIA},2026-08-01,EMISNQBP1,Hypertensive disease (local),,\n"
    f"{NIA},2026-08-02,EMISNQHB1,HbA1c by finger prick,7.5,%\n"
    f"{IDRIS},2026-08-02,EMISNQHB1,HbA1c by finger prick,99,%\n"
    f"{IDRIS},2026-08-03,EMISNQHB1,HbA1c by finger prick,pending,\n"
    f"{IDRIS},2026-08-04,,Raised  blood pressure CLINIC,12,\n"
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = make_session(tmp_path / "practice")
    patients = write(tmp_path, "patients.csv", PATIENTS)
    load(made, patients, write(tmp_path, "events.csv", EVENTS_HEADER + ROWS))
    yield made
    made.practice.close_all()


def _stored(session: Session) -> list[tuple[object, ...]]:
    columns = "patient, concept, day, source, line, item, code, value, comparator"
    rows = session.practice.db.conn.execute(
        f"SELECT {columns} FROM clinical_event ORDER BY 1, 3, 5"
    )
    return list(rows)


def _by_concept(session: Session, concept: str) -> list[tuple[str, float | None]]:
    return [(nhs, value) for nhs, name, _, value, _, _ in events(session) if name == concept]


def test_what_is_not_mapped_is_counted_by_code(session: Session) -> None:
    found = importing.unmapped_uses(session)
    assert [(use.code or use.term, use.events, use.patients) for use in found] == [
        ("EMISNQHB1", 3, 2),
        ("EMISNQBP1", 1, 1),
        ("Raised blood pressure CLINIC", 1, 1),
    ]
    assert (found[0].low, found[0].high) == (7.5, 99.0)
    assert found[1].low is None


def test_mapping_a_diagnosis_applies_at_once_and_is_audited(session: Session) -> None:
    applied = importing.apply_change(session, HYPERTENSION)
    assert (applied.new_codes, applied.events, applied.patients, applied.left) == (1, 1, 1, 0)
    assert _by_concept(session, "hypertension") == [(NIA, None)]
    assert all(use.code != "EMISNQBP1" for use in importing.unmapped_uses(session))
    last = session.practice.db.conn.execute(
        "SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert last[0] == "codelist.map"
    assert '"events": 1' in last[1]


def test_a_measurement_needs_the_unit_and_keeps_to_its_limits(session: Session) -> None:
    before = _stored(session)
    with pytest.raises(InvalidInput) as caught:
        importing.apply_change(session, replace(HBA1C, unit=""))
    assert caught.value.field == "unit"
    assert _stored(session) == before
    applied = importing.apply_change(session, HBA1C)
    assert (applied.events, applied.patients, applied.left) == (1, 1, 2)
    assert _by_concept(session, "hba1c") == [(NIA, 58.0)]
    # what it cannot use stays as it was: 99 % is 1,058 mmol/mol, and "pending" is no number
    assert [value for _, value in _by_concept(session, "unmapped")] == []
    left = [row for row in _stored(session) if row[1] == 0 and row[7] == 99.0]
    assert len(left) == 1


def test_a_description_without_a_code_is_mapped_by_exactly_its_words(session: Session) -> None:
    importing.apply_change(session, CodeChange("hypertension", (NAMED,)))
    assert _by_concept(session, "hypertension") == [(IDRIS, None)]


@pytest.mark.parametrize("change", [HYPERTENSION, HBA1C, CodeChange("hypertension", (NAMED,))])
def test_taking_back_restores_every_stored_row(session: Session, change: CodeChange) -> None:
    before = _stored(session)
    applied = importing.apply_change(session, change)
    assert _stored(session) != before
    back = importing.undo_change(session, applied.id)
    assert back.events == applied.events
    assert _stored(session) == before
    made = importing.made_changes(session)
    assert len(made) == 1
    assert not made[0].stands
    assert made[0].undone_by == "lead"
    importing.apply_change(session, change)  # and it can be done again
    assert len(importing.made_changes(session)) == 2


def test_two_meanings_of_one_code_go_back_one_by_one(session: Session) -> None:
    before = _stored(session)
    named = replace(NAMED, term="Raised blood pressure clinic")
    first = importing.apply_change(session, CodeChange("hypertension", (named,)))
    second = importing.apply_change(session, CodeChange("chd", (named,)))
    importing.undo_change(session, first.id)
    assert _by_concept(session, "chd") == [(IDRIS, None)]
    assert _by_concept(session, "hypertension") == []
    importing.undo_change(session, second.id)
    assert _stored(session) == before  # its number too, though another change had moved it


def test_the_next_import_knows_what_was_mapped(session: Session, tmp_path: Path) -> None:
    applied = importing.apply_change(session, HYPERTENSION)
    importing.apply_change(session, HBA1C)
    more = ROWS + f"{IDRIS},2026-09-01,EMISNQBP1,Hypertensive disease (local),,\n"
    load(session, write(tmp_path, "events.csv", EVENTS_HEADER + more))
    assert [nhs for nhs, _ in _by_concept(session, "hypertension")] == [NIA, IDRIS]
    assert _by_concept(session, "hba1c") == [(NIA, 58.0)]
    assert {use.term for use in importing.unmapped_uses(session)} == {
        "Raised blood pressure CLINIC"
    }
    importing.undo_change(session, applied.id)
    assert _by_concept(session, "hypertension") == []
    assert {use.code for use in importing.unmapped_uses(session)} == {"", "EMISNQBP1"}


def test_other_lists_of_unmapped_codes_agree(session: Session) -> None:
    importing.apply_change(session, HYPERTENSION)
    expected = {use.code for use in importing.unmapped_uses(session)}
    assert {code.code for code in importing.unmapped_codes(session)} == expected
    report = quality_report(session, session.today())
    assert {code.code for code in report.unmapped} == expected


def test_a_preview_says_who_moves_and_changes_nothing(session: Session) -> None:
    before = _stored(session)
    audit = session.practice.db["audit"].count
    seen: list[str] = []
    preview = importing.preview_change(session, HYPERTENSION, lambda d, t, what: seen.append(what))
    assert preview.applied.events == 1
    assert [person.name for person in preview.moved] == ["Fixture, Nia"]
    moved = preview.moved[0].moved
    assert moved.before is None
    assert moved.after is not None
    counts = importing.moves_by_group(preview)
    assert counts == {("Hypertension", "", moved.after.group): 1}
    assert "Applying the change" in seen
    assert _stored(session) == before
    assert session.practice.db["audit"].count == audit
    assert importing.made_changes(session) == ()
    applied = importing.apply_change(session, HYPERTENSION)
    back = importing.preview_undo(session, applied.id)
    assert back.moved[0].moved.after is None
    assert importing.moves_by_group(back) == {("Hypertension", moved.after.group, ""): 1}
    assert importing.made_changes(session)[0].stands


def test_a_list_adds_only_what_is_new(session: Session) -> None:
    both = CodeChange(
        "hypertension",
        (ListCode("snomed", "38341003", "Hypertension"), LOCAL),
        list_name="hyp_cod of refsets.txt",
    )
    applied = importing.apply_change(session, both)
    assert applied.new_codes == 1
    made = importing.made_changes(session)[0]
    assert made.kind == "list"
    assert made.codes == (LOCAL,)
    assert made.list_name == "hyp_cod of refsets.txt"
    with pytest.raises(InvalidInput, match="already"):
        importing.apply_change(session, both)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (CodeChange("", (LOCAL,)), "concept"),
        (CodeChange("statin", (LOCAL,)), "concept"),
        (CodeChange("hypertension", ()), "concept"),
        (replace(HBA1C, unit="furlongs"), "unit"),
    ],
)
def test_changes_that_make_no_sense(session: Session, change: CodeChange, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        importing.apply_change(session, change)
    assert caught.value.field == field


def test_taking_back_what_is_not_there(session: Session) -> None:
    with pytest.raises(NotFound):
        importing.undo_change(session, "nothing")
    applied = importing.apply_change(session, HYPERTENSION)
    back = importing.undo_change(session, applied.id)
    for change in (applied.id, back.id):
        with pytest.raises((InvalidInput, NotFound)):
            importing.undo_change(session, change)


def test_who_may(session: Session) -> None:
    hca = add_user(session, "hca", Role.HCA)
    for act in (importing.concept_uses, importing.unmapped_uses, importing.made_changes):
        with pytest.raises(NotPermitted):
            act(hca)
    with pytest.raises(NotPermitted):
        importing.apply_change(hca, HYPERTENSION)
    with pytest.raises(NotPermitted):
        importing.preview_change(hca, HYPERTENSION)
    hca.practice.close_all()


def test_what_a_concept_contains(session: Session) -> None:
    importing.apply_change(session, HYPERTENSION)
    uses = {use.concept.name: use for use in importing.concept_uses(session)}
    hypertension = uses["hypertension"]
    assert (hypertension.added, hypertension.events, hypertension.patients) == (1, 1, 1)
    assert hypertension.codes > 50
    codes = importing.concept_codes(session, "hypertension")
    assert codes[0].code == "EMISNQBP1"
    assert codes[0].own
    assert codes[0].source == "mapped by lead"
    assert codes[1].licence
    assert len(codes) == hypertension.codes + 1
    with pytest.raises(NotFound):
        importing.concept_codes(session, "nothing")


def test_what_only_a_name_decided_is_listed_too(session: Session, tmp_path: Path) -> None:
    row = f"{NIA},2026-08-09,EMISNQXX1,Essential hypertension,,\n"
    load(session, write(tmp_path, "more.csv", EVENTS_HEADER + row), mode="add")
    first = importing.concept_codes(session, "hypertension")[0]
    assert (first.code, first.source, first.own) == ("EMISNQXX1", "recognised by its name", False)
    # mapping the code to something else does not take away what its name says
    importing.apply_change(
        session, CodeChange("chd", (ListCode("emis", "EMISNQXX1", "Essential hypertension"),))
    )
    assert _by_concept(session, "hypertension") == [(NIA, None)]
    assert _by_concept(session, "chd") == [(NIA, None)]


def test_every_measurement_that_asks_for_a_unit_is_offered() -> None:
    names = {concept.name for concept in importing.mappable_concepts()}
    assert {"hba1c", "hypertension", "asthma_review"} <= names
    assert "statin" not in names
    assert importing.units_to_choose("hba1c") == ("mmol/mol", "%")
    assert importing.units_to_choose("hypertension") == ()


def test_the_chain_of_the_audit_holds(session: Session) -> None:
    applied = importing.apply_change(session, HYPERTENSION)
    importing.undo_change(session, applied.id)
    assert session.practice.check().ok


def test_descriptions_of_one_code_count_together(session: Session, tmp_path: Path) -> None:
    rows = (
        f"{NIA},2026-08-11,EMISNQHB1,HbA1c finger prick (POCT),6.5,%\n"
        f"{NIA},2026-08-12,EMISNQBP1,Hypertensive disease local,,\n"
        f"{NIA},2026-08-13,271649006,Systolic arterial pressure,,\n"
    )
    load(session, write(tmp_path, "more.csv", EVENTS_HEADER + rows), mode="add")
    found = {use.code: use for use in importing.unmapped_uses(session)}
    assert (found["EMISNQHB1"].events, found["EMISNQHB1"].low) == (4, 6.5)
    assert found["EMISNQBP1"].low is None
    assert "271649006" not in found  # a measurement without a value is not unknown
    applied = importing.apply_change(session, HBA1C)
    assert applied.events == 2
    use = importing.concept_codes(session, "hba1c")[0]
    assert (use.code, use.events, use.own) == ("EMISNQHB1", 2, True)
