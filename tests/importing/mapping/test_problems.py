"""What is wrong with a mapping is said in words, and changing one thing mends what follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care import importing
from proactive_care.accounts import Session
from proactive_care.importing import ASK, HAPPENED, MEASURE, FileMapping, mapping_problems
from support.importing import NIA
from support.mapping import explain, named, say, words
from support.practice import make_session

TEXT = (
    "NHS,Other no,Seen,Second day,A,B,C,D\n"
    f"{NIA},12,14/08/2026,15/08/2026,145,92,one,ml\n{NIA},12,14/08/2026,15/08/2026,145,92,two,ml\n"
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return make_session(tmp_path_factory.mktemp("problems") / "practice")


def test_each_mistake_is_said(session: Session, tmp_path: Path) -> None:
    unknown = explain(session, tmp_path, TEXT)
    start = unknown.guess.mapping

    def after(*said: tuple[str, str, dict[str, str]]) -> list[str]:
        mapping = start
        for shown, means, more in said:
            mapping = say(unknown, mapping, shown, means, **more)
        return words(unknown, mapping)

    assert "Nothing but patient numbers would be read" in after()[0]
    assert "No column says who the patient is" in after(("NHS", "", {}))[0]
    systolic = ("A", MEASURE, {"concept": "systolic_bp_clinic"})
    assert after(systolic) == []
    assert after(systolic, ("B", MEASURE, {"concept": "systolic_bp_clinic"})) == [
        "“A” and “B” both mean Systolic blood pressure (clinic): only one of them can."
    ]
    # a pair and its first figure are the same thing on the same day, on another day they are not
    assert len(after(systolic, ("B", MEASURE, {"concept": "bp_clinic"}))) == 1
    seen = named(unknown, "Seen").key
    assert after(systolic, ("B", MEASURE, {"concept": "systolic_bp_clinic", "date": seen})) == []
    assert after(systolic, ("Other no", "nhs_number", {})) == [
        "“NHS” and “Other no” both mean NHS number: only one of them can."
    ]
    assert after(("A", MEASURE, {})) == ["Choose what “A” measures."]
    assert after(("Second day", HAPPENED, {})) == ["Choose what “Second day” is the day of."]
    assert "needs the column with its date" in after(
        ("A", MEASURE, {"concept": "hba1c", "date": ""})
    )[0]  # fmt: skip
    assert "needs a code or a description" in after(("A", "value", {}))[0]
    assert after(("A", "value", {}), ("C", "term", {})) == []
    assert "needs a column with the medicine" in after(("C", "dosage", {}))[0]
    assert after(("C", "drug", {}), ("D", "dosage", {})) == []
    assert "kg, lb" in after(("A", MEASURE, {"concept": "body_weight"}))[0]


def test_descriptions_have_to_be_whole_too(session: Session, tmp_path: Path) -> None:
    unknown = explain(session, tmp_path, TEXT)
    mapping = say(unknown, unknown.guess.mapping, "C", "term")
    asked = importing.with_description(mapping, "one", "body_weight", ASK)
    assert words(unknown, asked) == ["Which unit are the numbers of “one” in: kg, lb, st or g?"]
    wrong = importing.with_description(mapping, "one", "luck")
    assert words(unknown, wrong) == ["Choose what “one” means."]
    assert importing.with_description(asked, "ONE", "") == mapping
    readable = importing.readable_part(asked)
    assert readable is not None
    assert readable.descriptions == ()


def test_a_date_that_is_one_no_more_leaves_its_entries_to_the_next(
    session: Session, tmp_path: Path
) -> None:
    unknown = explain(session, tmp_path, TEXT)
    mapping = say(unknown, unknown.guess.mapping, "A", MEASURE, concept="systolic_bp_clinic")
    assert named(unknown, "A", mapping).date == named(unknown, "Second day").key
    mapping = say(unknown, mapping, "Second day", "")
    assert named(unknown, "A", mapping).date == named(unknown, "Seen").key
    mapping = say(unknown, mapping, "Seen", "")
    assert named(unknown, "A", mapping).date == ""
    mapping = say(unknown, mapping, "Seen", "date")
    assert named(unknown, "A", mapping).date == named(unknown, "Seen").key


def test_what_is_not_there_changes_nothing(session: Session, tmp_path: Path) -> None:
    unknown = explain(session, tmp_path, TEXT)
    mapping = unknown.guess.mapping
    assert importing.with_meaning(unknown.looked, mapping, "nobody", "sex") == mapping
    first = mapping.columns[0].key
    assert importing.with_meaning(unknown.looked, mapping, first, "nhs_number") is mapping
    assert importing.with_concept(unknown.looked, mapping, first, "x") == mapping


def test_the_readable_part_leaves_out_what_is_open(session: Session, tmp_path: Path) -> None:
    unknown = explain(session, tmp_path, TEXT)
    mapping = say(unknown, unknown.guess.mapping, "A", MEASURE, concept="systolic_bp_clinic")
    mapping = say(unknown, mapping, "B", MEASURE)
    part = importing.readable_part(mapping)
    assert part is not None
    assert named(unknown, "B", part).means == ""
    assert mapping_problems(part) == ()
    assert importing.readable_part(say(unknown, mapping, "NHS", "")) is None
    assert importing.readable_part(FileMapping(())) is None


def test_the_trial_shows_what_would_be_stored_and_what_not(
    session: Session, tmp_path: Path
) -> None:
    unknown = explain(
        session,
        tmp_path,
        "NHS,Surname,Sex,Born,Seen,BP,HbA1c (%),Treatment\n"
        f"{NIA},Fixture,F,01/06/1950,14/08/2026,145/92,7.5,Atorvastatin 40mg tablets\n"
        f"{NIA},Fixture,F,01/06/1950,14/13/2026,145/92,>13,Simvastatin 20mg tablets\n"
        f"{NIA},Fixture,F,01/06/1950,15/08/2026,,,\n",
    )
    trial = importing.try_mapping(session, unknown.looked, unknown.guess.mapping)
    shown = [(e.row, e.patient, e.day, e.what, e.value) for e in trial.entries]
    assert shown[:5] == [
        (2, "Fixture", "", "Patient", "999 000 0018, born 1 Jun 1950, female"),
        (2, "Fixture", "14 Aug 2026", "Systolic blood pressure (clinic)", "145 mmHg"),
        (2, "Fixture", "14 Aug 2026", "Diastolic blood pressure (clinic)", "92 mmHg"),
        (2, "Fixture", "14 Aug 2026", "HbA1c", "58 mmol/mol"),
        (2, "Fixture", "14 Aug 2026", "Atorvastatin 40mg tablets: Statin", ""),
    ]
    assert all(entry.refused for entry in trial.entries if entry.row == 3)
    assert (trial.rows_read, trial.rows_accepted, trial.rows_rejected) == (3, 1, 1)
    assert trial.ignored_reasons == {"no entry in it": 1}
    assert trial.conversions == {"HbA1c % to mmol/mol": 1}


def test_the_trial_counts_patients_who_are_not_here_yet(session: Session, tmp_path: Path) -> None:
    text = f"Number,Seen,Village test,Result\n{NIA},14/08/2026,x,>3\n"
    unknown = explain(session, tmp_path, text)
    mapping = say(unknown, unknown.guess.mapping, "Village test", "term")
    trial = importing.try_mapping(session, unknown.looked, mapping)
    assert (trial.rows_rejected, trial.unknown_patients) == (1, 1)
