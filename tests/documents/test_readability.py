"""Reading grades, and the promise that the English letter stays at grade 6 or below."""

from __future__ import annotations

from itertools import combinations

import pytest

from proactive_care.documents import usual_checks
from proactive_care.documents.recall.words import letter_text, recall_wording
from proactive_care.documents.words.readability import flesch_kincaid_grade, syllables
from proactive_care.domain.vocabulary import Framework, Tier
from support.letters import a_letter, longest_letter


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1), ("blood", 1), ("wanted", 2), ("asked", 1), ("table", 2), ("healthcare", 2),
        ("pressure", 2), ("diabetes", 4), ("medicines", 3), ("cholesterol", 4), ("urine", 2),
        ("fibrillation", 4), ("inhalers", 3), ("times", 1), ("changes", 2), ("minutes", 2),
        ("appointment", 3), ("little", 2), ("diary", 3), ("GP", 1), ("people", 2),
    ],
)  # fmt: skip
def test_syllables(word, count):
    assert syllables(word) == count


def test_the_grade_is_the_published_formula():
    # 6 words, 2 sentences, 8 syllables: 0.39 * 3 + 11.8 * 8 / 6 - 15.59
    assert flesch_kincaid_grade("The cat sat. The yellow kitten.") == pytest.approx(
        0.39 * 3 + 11.8 * 8 / 6 - 15.59
    )
    assert flesch_kincaid_grade("") == 0.0
    assert flesch_kincaid_grade("12 / 34") == 0.0


def test_hard_words_and_long_sentences_raise_the_grade():
    easy = "We test your blood. It is quick."
    hard = (
        "Phlebotomy appointments necessitate considerable preliminary administrative organisation."
    )
    assert flesch_kincaid_grade(hard) > flesch_kincaid_grade(easy) + 8


def test_the_english_letter_reads_at_grade_6_or_below(capsys):
    words = recall_wording()
    grades = {}
    letters = {"all six conditions": longest_letter()}
    for count in (1, 2):
        for chosen in combinations(Framework, count):
            for invitation in (1, 2, 3):
                name = f"{' + '.join(each.short_label for each in chosen)}, invitation {invitation}"
                letters[name] = a_letter(
                    conditions=chosen, checks=usual_checks(chosen), invitation=invitation
                )
    for tier in Tier:
        letters[f"all six conditions, {tier.value}"] = longest_letter(tier=tier)
    for name, letter in letters.items():
        text = letter_text(letter, words)
        prose = "\n".join(line for line in text.split("\n") if line.endswith("."))
        grades[name] = (flesch_kincaid_grade(text), flesch_kincaid_grade(prose))
    hardest = max(grades, key=lambda name: grades[name][1])
    with capsys.disabled():
        whole, prose_grade = grades[hardest]
        print(
            f"\nFlesch-Kincaid grade of the recall letter, {len(grades)} kinds: at most "
            f"{max(g for g, _ in grades.values()):.1f}; its full sentences alone at most "
            f"{prose_grade:.1f} ({hardest}; whole letter {whole:.1f})"
        )
    assert all(max(pair) <= 6 for pair in grades.values())
