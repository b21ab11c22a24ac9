"""What is given to whoever checks a translation: nothing that can be printed is left out."""

from __future__ import annotations

import pytest

from proactive_care.documents.letters.translation_sheet import translation_check_pdf
from proactive_care.documents.words.languages import TRANSLATIONS
from proactive_care.documents.words.translations import (
    RECALL,
    translated_into,
    translated_wording,
)
from support.letters import MADE_AT, a_letter, page_glyphs, page_texts


def sheet(code):
    letter = a_letter(wording=translated_wording(RECALL, code), draft=True, diary_code="H2VX6R8C")
    return translation_check_pdf([letter], code, made_at=MADE_AT)


@pytest.mark.parametrize("code", ["pl", "cy", "ro", "pt", "gu"])
def test_every_text_stands_beside_its_english(code):
    said = " ".join(" ".join(page_texts(sheet(code))).split()).replace(" ", "")
    for name in translated_into(code):
        own, english = translated_wording(name, code), translated_wording(name, "en")
        for key in own.keys():  # noqa: SIM118 - not a mapping
            for words in (own, english):
                for line in words.text(key).split("\n"):
                    wanted = "".join(line.replace("**", "").replace("\u00a0", " ").split())
                    assert wanted in said.replace("\u00a0", ""), (key, line)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_sheet_can_be_read_and_signed(language):
    pdf = sheet(language.code)
    texts = page_texts(pdf)
    listed = [page for page, text in enumerate(texts) if "a draft until the practice" in text]
    assert len(listed) >= 6
    assert "Checked by (name, and what you are)" in texts[-1]
    for page in listed:
        glyphs = page_glyphs(pdf, page)
        assert min(g.left for g in glyphs) >= 21
        assert max(g.right for g in glyphs) <= 189
        assert max(g.bottom for g in glyphs) <= 290
        assert min(round(g.size) for g in glyphs) >= 11


@pytest.mark.parametrize("code", ["pl", "ur"])
def test_what_else_is_given_to_a_patient_is_shown_as_it_prints_and_as_a_draft(code):
    texts = page_texts(sheet(code))
    for form in ("RS1", "ML1", "PV1", "IG1", "PF1"):
        shown = [text for text in texts if f"Form {form}-{code.upper()} v" in text]
        assert shown, form
        assert all("DRAFT, not checked" in text for text in shown), form
    assert sum(f"RS1-{code.upper()}" in text for text in texts) == 4
    assert sum(f"ML1-{code.upper()}" in text for text in texts) == 3
    letter = a_letter(wording=translated_wording(RECALL, code))
    assert "DRAFT" not in "".join(
        page_texts(translation_check_pdf([letter], code, made_at=MADE_AT))
    )
