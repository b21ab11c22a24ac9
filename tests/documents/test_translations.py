"""Each translation beside its English: every text, merge field, bold part and figure is there."""

from __future__ import annotations

import re

import pytest

from proactive_care.documents import signed_off
from proactive_care.documents.words import translations as module
from proactive_care.documents.words.formats import cannot_print_reason
from proactive_care.documents.words.languages import ENGLISH, TRANSLATIONS, language_of
from proactive_care.documents.words.translations import (
    PLAN,
    RECALL,
    TRANSLATED,
    has_translation,
    translated_from,
    translated_into,
    translated_wording,
    wording_hash,
)
from proactive_care.documents.words.wording import BrokenTemplate
from support.practice import make_session

CODES = [language.code for language in TRANSLATIONS]
PAIRS = [(name, code) for code in CODES for name in translated_into(code)]
_NOT_TRANSLATED = re.compile(
    r"(?:template|fields|own)\.|conditions\.\w+\.(?:organs|checks|before|bring)$"
)
# What a language may have beside the English: dates, and the forms of its own plurals.
_OF_ITS_OWN = re.compile(r"dates\.|visit\.later_\d$")


def texts(name, code):
    """Return every text and list of texts of a document by its key."""
    wording = translated_wording(name, code)
    return {key: wording.text(key).split("\n") for key in wording.keys()}  # noqa: SIM118


def english_of(name):
    found = texts(name, "en")
    return {key: text for key, text in found.items() if not _NOT_TRANSLATED.match(key)}


def test_every_document_is_in_every_language_or_only_in_english():
    for name in TRANSLATED:
        assert translated_wording(name, "en").title
        assert len({has_translation(name, code) for code in CODES}) == 1, name


@pytest.mark.parametrize(("name", "code"), PAIRS)
def test_a_translation_has_every_text_field_and_bold_part_of_the_english(name, code):
    english, own = english_of(name), texts(name, code)
    assert not set(english) - set(own)
    assert all(_OF_ITS_OWN.match(key) for key in set(own) - set(english)), set(own) - set(english)
    for key, lines in english.items():
        assert len(own[key]) == len(lines), key
        for line, there in zip(own[key], lines, strict=True):
            assert set(re.findall(r"\{\w+\}", line)) == set(re.findall(r"\{\w+\}", there)), key
            assert line.count("**") == there.count("**"), key
            assert line.strip(), key
    assert translated_from(name, code)[0] == translated_from(name, code)[1]


@pytest.mark.parametrize(("name", "code"), PAIRS)
def test_the_figures_of_the_english_stand_in_the_translation(name, code):
    """180, 120, 999, 111: a limit or a number to call is never lost in translation."""
    own = texts(name, code)
    for key, lines in english_of(name).items():
        if not key.startswith("visit."):
            assert figures(own[key]) >= figures(lines) - {"1", "2"}, key  # these may be words
            assert figures(own[key]) <= figures(lines) | {"1", "2"}, key


def figures(lines):
    return set(re.findall(r"\d+", " ".join(lines)))


@pytest.mark.parametrize(("name", "code"), PAIRS)
def test_a_translation_says_which_language_it_is(name, code):
    words = translated_wording(name, code)
    assert language_of(words.language).code == code
    assert words.title != translated_wording(name, "en").title
    assert words.form == translated_wording(name, "en").form


def test_the_hash_is_of_every_text_of_the_language_and_of_the_english(monkeypatch):
    assert len({wording_hash(code) for code in CODES}) == len(CODES)
    before, read = wording_hash("pl"), module._read

    def changed(name, code, of="en"):
        data = read(name, code)
        return data | {"added": {"text": "x"}} if (name, code) == (RECALL, of) else data

    for of in ("pl", "en"):
        monkeypatch.setattr(module, "_read", lambda name, code, of=of: changed(name, code, of))
        wording_hash.cache_clear()
        assert wording_hash("pl") != before
    monkeypatch.undo()
    wording_hash.cache_clear()
    assert wording_hash("pl") == before


def test_a_file_that_is_not_there_is_a_known_error():
    assert not has_translation(RECALL, "xx")
    with pytest.raises(BrokenTemplate, match="cannot be read"):
        translated_wording(RECALL, "xx")


def test_what_can_be_printed_is_what_is_signed_off_and_exists(tmp_path, monkeypatch):
    session = make_session(tmp_path / "practice")
    db = session.practice.db
    found = signed_off.can_print(db, RECALL, easy_read=True)
    assert (found.languages, found.easy_read, found.translated) == ({ENGLISH.code}, True, True)
    monkeypatch.setattr(signed_off, "signed_languages", lambda _db: frozenset({"pl", "ur"}))
    assert signed_off.can_print(db, RECALL).languages == {"en", "pl", "ur"}
    monkeypatch.setattr(signed_off, "has_translation", lambda _name, code: code == "pl")
    found = signed_off.can_print(db, PLAN)
    assert found.languages == {"en", "pl"}
    assert cannot_print_reason("", "Polish", found) is None
    assert "needs Urdu" in cannot_print_reason("", "Urdu", found)
