"""A patient who needs easy read gets the plan in it, and keeps getting it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from proactive_care import care_plans
from proactive_care.documents import EASY_READ
from support.letters import page_texts
from support.plan_practice import ALDER, AS_OF


@pytest.fixture
def words(session):
    opened = care_plans.open_plan(session, ALDER, AS_OF).words
    return replace(opened, format_need="Easy read", matters="Walk to the reservoir.")


def said(data):
    return " ".join(" ".join(page_texts(data)).split())


def test_the_plan_and_its_summary_print_in_easy_read(session, words):
    preview = care_plans.preview_plan(session, ALDER, words, AS_OF)
    assert preview.cannot_print == ""
    assert preview.paper.letter_format == EASY_READ
    made = care_plans.print_plan(session, preview)
    assert "Walk to the reservoir." in said(made.data)
    assert "What I want to do" in said(made.data)
    (version,) = care_plans.plan_versions(session, ALDER)
    assert version.format == "Easy read"
    again = care_plans.reprint_plan(session, ALDER, made.version)
    assert again.data == made.data
    summary = care_plans.print_summary(session, ALDER, made.version)
    assert "Call 999 if I have:" in said(summary.data)


def test_easy_read_in_another_language_is_not_replaced(session, words):
    preview = care_plans.preview_plan(session, ALDER, replace(words, language="Polish"), AS_OF)
    assert "no wording in it has been signed off" in preview.cannot_print
