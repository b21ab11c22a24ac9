"""The practice's own words in a care plan: printed, kept with the version, and in English only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from proactive_care import care_plans
from proactive_care.care_plans.json_form import from_json, to_json
from proactive_care.care_plans.texts import texts_in
from proactive_care.documents import (
    Addressee,
    CarePlanPaper,
    LetterFormat,
    OwnWords,
    care_plan_pdf,
    plan_wording,
)
from proactive_care.domain.errors import NotPermitted
from proactive_care.domain.vocabulary import Role
from proactive_care.templates import reset_template, save_template
from support.letters import page_texts
from support.plan_practice import ALDER, AS_OF
from support.practice import add_user

OWN = {
    "matters.heading": "What counts for me",
    "conditions.hypertension.name": "Raised blood pressure",
    "self_care.medicines.1": "Take my tablets with breakfast.",
    "get_help.chest_pain.1": "pain in my chest that stays",
}


MADE_AT = datetime(2026, 10, 8, 9, 0, tzinfo=UTC)
TO = Addressee("Mx", "Robin", "Exampleby", ("1 Sample Street",), "HM1 4ZZ")


def example():
    return care_plans.ExamplePlan("Harrowmere Surgery", "01632 960 100", TO, AS_OF)


def text_of(data):
    return " ".join(" ".join(page_texts(data)).split()).replace("\u00a0", " ")


def preview(session, **options):
    words = care_plans.open_plan(session, ALDER, AS_OF).words
    return care_plans.preview_plan(session, ALDER, words, AS_OF, **options)


@pytest.mark.parametrize("paper", [None, LetterFormat(18), LetterFormat(16, easy_read=True)])
def test_a_plan_says_what_the_practice_says(session, paper):
    save_template(session, "care_plan", OWN, "As we say it here")
    text = text_of(preview(session, print_as=paper).pdf().data)
    assert "Raised blood pressure" in text
    assert "Take my tablets with breakfast." in text
    assert "pain in my chest that stays" in text
    assert "chest pain that does not go away" not in text
    if paper is None or not paper.easy_read:  # easy read has headings of its own
        assert "What counts for me" in text


def test_the_plan_in_easy_read_has_headings_of_its_own(session):
    save_template(session, "care_plan_easy", {"matters.heading": "What I like"}, "Shorter")
    easy = LetterFormat(16, easy_read=True)
    assert "What I like" in text_of(preview(session, print_as=easy).pdf().data)
    printed = care_plans.print_plan(session, preview(session, print_as=easy))
    reset_template(session, "care_plan_easy", "Back to the shipped words")
    summary = care_plans.print_summary(session, ALDER, printed.version)
    assert "What I like" in text_of(summary.data)
    assert preview(session).paper.own_easy_words is None


def test_a_printed_version_keeps_its_words_when_they_change_later(session):
    save_template(session, "care_plan", OWN, "As we say it here")
    first = care_plans.print_plan(session, preview(session))
    reset_template(session, "care_plan", "Back to the shipped words")
    again = care_plans.print_summary(session, ALDER, first.version)
    assert "pain in my chest that stays" in text_of(again.data)
    assert care_plans.reprint_plan(session, ALDER, first.version).data == first.data
    second = care_plans.print_plan(session, preview(session))
    assert second.version == first.version + 1  # other words make another version
    assert "What matters to me" in text_of(second.data)


def test_a_translation_keeps_its_words(session):
    save_template(session, "care_plan", OWN, "As we say it here")
    shown = preview(session, language="cy")
    assert shown.paper.own_words is None
    welsh = plan_wording("cy")
    assert welsh.text("conditions.hypertension.name") in [c.name for c in shown.paper.conditions]


def test_own_words_are_kept_with_the_paper():
    own = OwnWords(3, (("matters.heading", "What counts for me"),))
    paper = replace(care_plans.example_paper(example(), None), own_words=own)
    assert from_json(CarePlanPaper, to_json(paper)) == paper
    assert "What counts for me" in text_of(care_plan_pdf(paper, made_at=MADE_AT).data)


def test_clinical_words_of_a_plan_are_a_clinical_lead_s(session):
    manager = add_user(session, "manager", Role.MANAGER)
    for key in ("self_care.medicines.1", "get_help.chest_pain.1", "help.closed"):
        with pytest.raises(NotPermitted, match="clinical lead"):
            save_template(manager, "care_plan", {key: "Words"}, "Because")
    save_template(manager, "care_plan", {"matters.heading": "What counts"}, "Plainer")


def test_an_example_is_changed_so_far_that_a_text_is_said():
    """Also for somebody of whom nothing is known: the first of each topic, and the last."""
    texts = texts_in("en")
    for part, topics in (("self_care", texts.self_care), ("get_help", texts.get_help)):
        for topic in topics:
            for number, variant in enumerate(topic.variants, 1):
                key = f"{part}.{topic.id}.{number}"
                for blank in (True, False):
                    made = care_plans.example_paper(replace(example(), blank=blank), None, key)
                    assert variant.text in (*made.self_care, *made.call_999, *made.same_day), key
