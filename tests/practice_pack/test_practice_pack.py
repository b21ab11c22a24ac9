"""A practice's set-up travels in a file: whole, checked, and without anybody in it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proactive_care.accounts import Session, practice_details, save_details
from proactive_care.domain.errors import FileProblem, NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.frameworks import adaptation_switches, switch_adaptation
from proactive_care.importing import mapping_from_toml, mapping_toml, save_mapping, saved_mappings
from proactive_care.own_words import practice_wording
from proactive_care.practice_pack import (
    export_practice_pack,
    gather_practice_pack,
    import_practice_pack,
    look_at_pack,
    read_practice_pack,
)
from proactive_care.readings import load_second_check, save_second_check
from proactive_care.recall import (
    Basis,
    RecallRules,
    recall_rules,
    save_recall_rules,
    save_sessions_per_week,
    sessions_per_week,
)
from proactive_care.templates import open_template, save_template
from support.little_practice import make_little_practice
from support.mapping import explain
from support.practice import add_user, make_session

RECALL = "recall_invitation"


@pytest.fixture
def giver(tmp_path: Path) -> Session:
    """A practice with patients that is set up in its own way."""
    session = make_little_practice(tmp_path / "giver")
    save_details(
        session,
        replace(
            practice_details(session), phone="01632 960 777", address=("1 New Road", "HM1 5ZZ"),
            people={"hca": "Jo Fairley"},
        ),
    )  # fmt: skip
    save_template(session, RECALL, {"own.everybody": "Our car park is closed."}, "Car park")
    save_second_check(session, replace(load_second_check(session), share=0.5))
    save_sessions_per_week(session, {Role.NURSE: 7})
    save_recall_rules(session, RecallRules(4, 28, Basis.RISK, frozenset({"care_home"})))
    sheet = "NHS,On,HbA1c\n9990000026,14/08/2026,48\n"
    unknown = explain(session, tmp_path, sheet, "monthly.csv")
    save_mapping(session, "Monthly sheet", unknown.guess.mapping)
    first = adaptation_switches(session)[0].adaptation
    switch_adaptation(session, first.id, not first.on)
    return session


@pytest.fixture
def taker(tmp_path: Path) -> Session:
    return make_session(tmp_path / "taker", role=Role.CLINICAL_LEAD, name="other")


def test_everything_arrives_as_it_was(giver: Session, taker: Session, tmp_path: Path) -> None:
    file = tmp_path / "ours.json"
    export_practice_pack(giver, file)
    pack = read_practice_pack(file)
    assert pack == gather_practice_pack(giver)
    assert len(look_at_pack(taker, pack)) == 7
    taken = import_practice_pack(taker, pack)
    assert [part.problem for part in taken] == [""] * 7
    assert practice_details(taker).phone == "01632 960 777"
    assert practice_details(taker).address == ("1 New Road", "HM1 5ZZ")
    assert practice_wording(taker, RECALL).text("own.everybody") == "Our car park is closed."
    assert load_second_check(taker).share == 0.5
    assert sessions_per_week(taker)[Role.NURSE] == 7
    assert recall_rules(taker) == RecallRules(4, 28, Basis.RISK, frozenset({"care_home"}))
    assert [saved.name for saved in saved_mappings(taker)] == ["Monthly sheet"]
    assert saved_mappings(taker)[0].mapping == saved_mappings(giver)[0].mapping
    assert gather_practice_pack(taker) == pack
    assert look_at_pack(taker, pack) == ()
    assert import_practice_pack(taker, pack) == ()


def test_the_words_of_every_document_travel(giver: Session, taker: Session, tmp_path: Path) -> None:
    group = "own.groups.copd.1"
    own = {"own.everybody": "Our car park is closed.", group: "We kept a place for you."}
    save_template(giver, RECALL, own, "Places")
    save_template(giver, "care_plan", {"self_care.feet.1": "Look at my feet."}, "Shorter")
    save_template(giver, "recall_care_home", {"letter.apart": "We come on Tuesdays."}, "Our day")
    export_practice_pack(giver, tmp_path / "ours.json")
    pack = read_practice_pack(tmp_path / "ours.json")
    taken = import_practice_pack(taker, pack)
    assert [part.problem for part in taken if part.problem] == []
    assert "Words of “Care plan”: 1 text" in [part.words for part in taken]
    assert practice_wording(taker, RECALL).text(group) == "We kept a place for you."
    assert practice_wording(taker, "care_plan").text("self_care.feet.1") == "Look at my feet."
    home = practice_wording(taker, "recall_care_home")
    assert home.text("letter.apart") == "We come on Tuesdays."


def test_nobody_is_in_the_file(giver: Session, tmp_path: Path) -> None:
    file = tmp_path / "ours.json"
    export_practice_pack(giver, file)
    text = file.read_text("utf-8")
    names = giver.practice.db.conn.execute(
        "SELECT family_name, given_name, nhs_number FROM patient"
    ).fetchall()
    assert names
    for row in names:
        for value in row:
            assert value not in text
    for (user,) in giver.practice.db.conn.execute("SELECT name FROM user"):
        assert f'"{user}"' not in text


def test_only_what_is_chosen_is_taken(giver: Session, taker: Session) -> None:
    pack = gather_practice_pack(giver)
    taken = import_practice_pack(taker, pack, frozenset({f"template:{RECALL}"}))
    assert [part.key for part in taken] == [f"template:{RECALL}"]
    assert practice_details(taker).phone != "01632 960 777"
    assert open_template(taker, RECALL).version == "1.1"


def test_a_pack_from_before_the_letters_of_streams_leaves_them_as_they_are(taker: Session) -> None:
    save_recall_rules(taker, RecallRules(3, 21, Basis.MIXED, frozenset({"care_home"})))
    pack = gather_practice_pack(taker)
    rules = {key: value for key, value in pack.settings["recall_rules"].items() if key != "routes"}
    older = replace(pack, settings={"recall_rules": rules})
    assert look_at_pack(taker, older) == ()
    import_practice_pack(taker, replace(pack, settings={"recall_rules": rules | {"gap_days": 30}}))
    assert recall_rules(taker) == RecallRules(3, 30, Basis.MIXED, frozenset({"care_home"}))


def test_a_part_that_needs_a_clinical_lead_says_so_and_the_rest_is_taken(
    giver: Session, taker: Session
) -> None:
    pack = gather_practice_pack(giver)
    manager = add_user(taker, "manager", Role.MANAGER)
    taken = import_practice_pack(manager, pack)
    refused = [part for part in taken if part.problem]
    assert [part.key.split(":")[0] for part in refused] == ["adaptation"]
    assert practice_details(taker).phone == "01632 960 777"


def test_a_pack_with_what_this_program_does_not_know_says_what(taker: Session) -> None:
    pack = replace(
        gather_practice_pack(taker),
        templates={"love_letter": {"heart": "x"}, RECALL: {"letter.why": "no fields"}},
        mappings=("nonsense",),
        adaptations={"nobody_knows": True},
        details={"phone": 7},
        settings={
            "second_check": {"speed": 1},
            "sessions_per_week": {"wizard": 3},
            "recall_rules": {"basis": "whim"},
        },
    )
    taken = import_practice_pack(taker, pack)
    assert len(taken) == 8
    assert all(part.problem for part in taken)
    told = " ".join(part.problem for part in taken)
    for words in ("no document love_letter", "must stay", "no local adaptation nobody_knows",
                  "“phone” cannot be read", "second checks", "sessions per week",
                  "rules of recall"):  # fmt: skip
        assert words in told
    assert open_template(taker, RECALL).version == "1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a practice pack, or it is damaged"),
        ("[]", "the file cannot be read"),
        ('{"format": "x"}', "it is not a practice pack"),
        ('{"format": "proactive-care practice pack", "version": 99}', "newer version"),
        ('{"format": "proactive-care practice pack", "version": 1, "templates": []}', "templates"),
        ('{"format": "proactive-care practice pack", "version": 1, "templates": {"a": {"b": 1}}}',
         "the words of a"),
        ('{"format": "proactive-care practice pack", "version": 1, "mappings": [1]}',
         "explained files"),
        ('{"format": "proactive-care practice pack", "version": 1, "adaptations": {"a": 1}}',
         "local adaptations"),
        ('{"format": "proactive-care practice pack", "version": 1, "settings": {"a": 1}}',
         "the setting a"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_pack_says_why(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "pack.json"
    file.write_text(text, "utf-8")
    with pytest.raises(FileProblem, match=words):
        read_practice_pack(file)


def test_a_file_that_is_not_there_or_is_huge(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be opened"):
        read_practice_pack(tmp_path / "gone.json")
    huge = tmp_path / "huge.json"
    huge.write_bytes(b" " * 5_000_001)
    with pytest.raises(FileProblem, match="too large"):
        read_practice_pack(huge)


@given(data=st.binary(max_size=300))
def test_any_bytes_give_a_pack_or_a_sentence(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.json"
    file.write_bytes(data)
    with pytest.raises(FileProblem):
        read_practice_pack(file)


def test_who_may_not_change_settings_may_not_share_them(taker: Session, tmp_path: Path) -> None:
    nurse = add_user(taker, "nurse", Role.NURSE)
    pack = gather_practice_pack(taker)
    with pytest.raises(NotPermitted):
        export_practice_pack(nurse, tmp_path / "x.json")
    with pytest.raises(NotPermitted):
        look_at_pack(nurse, pack)
    with pytest.raises(NotPermitted):
        import_practice_pack(nurse, pack)


def test_an_administrator_without_imports_gives_no_explained_files(
    giver: Session, tmp_path: Path
) -> None:
    pack = gather_practice_pack(giver)
    (text,) = pack.mappings
    name, mapping = mapping_from_toml(text)
    assert mapping_toml(name, mapping) == text


def test_both_ways_are_in_the_audit(giver: Session, taker: Session, tmp_path: Path) -> None:
    export_practice_pack(giver, tmp_path / "x.json")
    import_practice_pack(taker, read_practice_pack(tmp_path / "x.json"))
    for session, action in ((giver, "practice_pack.export"), (taker, "practice_pack.import")):
        actions = [row[0] for row in session.practice.db.conn.execute("SELECT action FROM audit")]
        assert action in actions


def test_the_same_set_up_gives_the_same_file(giver: Session) -> None:
    first = gather_practice_pack(giver).to_json()
    assert first == gather_practice_pack(giver).to_json()
    assert json.loads(first)["version"] == 1
