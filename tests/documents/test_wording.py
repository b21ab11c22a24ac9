"""Templates: checked when loaded, and never a letter with an empty field."""

from __future__ import annotations

import pytest

from proactive_care.documents import BrokenTemplate, Check, EmptyField, usual_checks
from proactive_care.documents.paper.text import Run, data
from proactive_care.documents.recall.words import recall_wording
from proactive_care.documents.words.wording import Value, Wording, load_wording
from proactive_care.domain.vocabulary import Framework, Role

FIELDS = {"fields": {"name": "a name"}}


def wording(**texts):
    return Wording("test", FIELDS | {"letter": texts})


def test_fields_are_merged_in_the_weight_of_their_place():
    words = wording(greeting="Dear **{name}**, hello {name}")
    assert words.say("letter.greeting", name="Alder") == (
        Run("Dear "),
        *data("Alder", bold=True),
        Run(", hello "),
        *data("Alder"),
    )
    assert words.words("letter.greeting", name="Alder") == "Dear Alder, hello Alder"


@pytest.mark.parametrize("empty", ["", "  ", "\t", "\u200b", Value(()), Value((Run(" "),))])
def test_an_empty_field_stops_the_print(empty):
    with pytest.raises(EmptyField, match="needs a name, and there is none"):
        wording(greeting="Dear {name},").say("letter.greeting", name=empty)


def test_a_missing_field_stops_the_print():
    with pytest.raises(EmptyField):
        wording(greeting="Dear {name},").say("letter.greeting")


def test_data_is_never_read_as_markup_or_as_a_field():
    said = wording(greeting="Dear {name}").say("letter.greeting", name="**{name}**")
    assert said == (Run("Dear "), *data("**{name}**"))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Dear {nmae}", "the field “nmae”, which does not exist"),
        ("Dear **Alder", "a bold part is not closed"),
        ("Dear {name", "a field is not closed"),
        ("Dear name}", "a field is not closed"),
    ],
)
def test_a_broken_text_is_refused_when_the_template_is_loaded(text, what):
    with pytest.raises(BrokenTemplate, match="cannot be used") as caught:
        wording(greeting=text)
    assert what in str(caught.value)


def test_a_text_that_is_not_there_is_named():
    with pytest.raises(BrokenTemplate, match=r"no text “letter\.bye”"):
        wording(greeting="Dear").say("letter.bye")
    with pytest.raises(BrokenTemplate, match="is not a text"):
        Wording("test", {"letter": {"items": ["a"]}}).say("letter.items")


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(BrokenTemplate):
        load_wording(tmp_path / "missing.toml")
    file = tmp_path / "broken.toml"
    file.write_text("[letter\n", encoding="utf-8")
    with pytest.raises(BrokenTemplate, match=r"broken\.toml cannot be used"):
        load_wording(file)
    file.write_bytes(b'a = "\xff"')
    with pytest.raises(BrokenTemplate):
        load_wording(file)


def test_a_phone_number_keeps_its_no_break_spaces_and_loses_other_noise():
    words = wording(greeting="Call {name}.")
    assert words.words("letter.greeting", name="01632\u00a0960\u00a0142") == (
        "Call 01632\u00a0960\u00a0142."
    )
    assert words.words("letter.greeting", name=" a\tb\u200b ") == "Call a b."


def test_lists_may_be_absent():
    assert wording(greeting="Dear").texts("letter.items") == ()


def test_one_template_lies_over_another():
    below = {
        "template": {"form": "A1", "version": "1.3", "language": "en-GB", "title": "A"},
        "letter": {"one": "1", "two": "2", "items": ["a", "b"]},
        "own": {"here": "x"},
    }
    above = {
        "template": {"form": "A1-X", "version": 2, "language": "en-GB", "title": "X"},
        "letter": {"two": "II", "items": ["c"], "more": "{name}"},
    }
    found = Wording("below", below).overlaid(Wording("above", FIELDS | above))
    assert (found.form, found.version, found.title) == ("A1-X", "1.3-2", "X")
    assert [found.text(f"letter.{key}") for key in ("one", "two", "items")] == ["1", "II", "c"]
    assert found.words("letter.more", name="Wren") == "Wren"
    assert found.text("own.here") == "x"
    assert below["letter"]["two"] == "2", "what lies below stays as it is"


@pytest.mark.parametrize("framework", list(Framework))
def test_every_condition_has_its_wording(framework):
    words = recall_wording()
    assert words.words(f"conditions.{framework.value}.called").startswith("your ")
    assert words.texts(f"conditions.{framework.value}.organs")
    assert words.texts(f"conditions.{framework.value}.same_day")
    for check in usual_checks((framework,)):
        assert check is Check.BLOOD_TEST or words.words(f"checks.{check.value}")


@pytest.mark.parametrize(
    "role",
    [
        Role.HCA,
        Role.NURSE,
        Role.PHARMACIST,
        Role.PRESCRIBER,
        Role.CLINICAL_LEAD,
        Role.CARE_COORDINATOR,
    ],
)
def test_every_clinical_role_is_explained(role):
    words = recall_wording()
    assert words.words(f"roles.{role.value}.name")
    assert words.words(f"roles.{role.value}.skill")


def test_the_template_says_what_it_is():
    words = recall_wording()
    assert (words.form, words.version, words.language) == ("RL2", "1", "en-GB")
    assert words.title == "Recall letters"
    assert any("Reply slip" in text for text in words.every_text())
