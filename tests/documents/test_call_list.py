"""The call list: everybody once, a script, and never a reason or a value."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from proactive_care.documents import EmptyField, write_call_list_pdf
from support.letters import MADE_AT, a_call_list, page_glyphs, page_texts


def call_list_pdf(calls):
    stream = BytesIO()
    pages = write_call_list_pdf(stream, calls, made_at=MADE_AT)
    texts = [" ".join(text.split()) for text in page_texts(stream.getvalue())]
    assert len(texts) == pages
    return stream.getvalue(), texts


@pytest.mark.parametrize("count", [1, 6, 7, 8, 30])
def test_everybody_is_listed_once_and_nothing_runs_off_the_page(count):
    pdf, texts = call_list_pdf(a_call_list(count))
    whole = " ".join(texts)
    for index in range(count):
        assert whole.count(f"Mr Elder Fauxley{index:03}") == 1
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
        assert "2 Oct 2026" in text
        glyphs = page_glyphs(pdf, number - 1)
        assert max(g.bottom for g in glyphs) < 290
        assert max(g.right for g in glyphs) <= 194.5
    assert whole.count("This sheet is private.") == 1
    assert "1 person" in whole if count == 1 else f"{count} people" in whole


def test_the_script_is_on_the_first_page():
    _, texts = call_list_pdf(a_call_list(12))
    assert "Hello, this is Harrowmere Surgery" in texts[0]
    assert "Tests: 20 minutes, Jo Fairley." in texts[0]
    assert "999" in texts[0]
    assert not any("Hello" in text for text in texts[1:])


def test_there_is_no_condition_and_no_value():
    _, texts = call_list_pdf(a_call_list(6))
    told = " ".join(texts).replace("Chest pain, weak face or arm, short of breath", "")
    assert not re.search(
        r"diabet|hypertens|pressure|cholest|asthma|COPD|fibrill|\d{2,3}/\d{2}", told, re.IGNORECASE
    )


def test_what_is_not_known_is_said():
    _, texts = call_list_pdf(a_call_list(3))
    assert "village not known" in texts[0]


def test_a_list_without_what_to_book_is_refused():
    with pytest.raises(EmptyField):
        call_list_pdf(a_call_list(1, booking=""))
