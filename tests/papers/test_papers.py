"""Every document for the plainest and the hardest patients: none forgotten, none broken."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from types import FunctionType

import pytest

from proactive_care import documents
from proactive_care.documents import (
    TRANSLATED,
    TRANSLATIONS,
    Addressee,
    LabelSheet,
    UnusableAddress,
    has_translation,
    letter_pdf,
    reading_letter_pdf,
    write_labels_pdf,
)
from proactive_care.papers import Paper, every_paper, write_papers
from proactive_care.papers.people import LONGEST, PEOPLE, USUAL
from proactive_care.papers.writing import write_everything
from proactive_care.recall import letter_streams
from support.letter_pages import in_window, window_text
from support.letters import page_glyphs, page_texts

PAPERS = list(every_paper())
STAFF = [paper for paper in PAPERS if paper.group == "lists"]
POSTED = [paper for paper in PAPERS if paper.maker in (letter_pdf, reading_letter_pdf)]
SOME_POSTED = [each for each in POSTED if not getattr(each.content[0], "draft", False)][::11]
NHS_NUMBER = re.compile(r"\b999[ \u00a0]?\d{3}[ \u00a0]?\d{4}\b")
UNFINISHED = re.compile(
    r"\bNone\b|\bnan\b|[{}]|\*\*|\b1 (?:sheets|pages|letters|people|codes)\b|\ufffd"
)


def test_every_function_that_makes_a_document_has_papers() -> None:
    public = {name: getattr(documents, name) for name in documents.__all__}
    makers = {
        name
        for name, each in public.items()
        if isinstance(each, FunctionType) and re.search(r"_pdf$|^write_", name)
    }
    assert len(makers) > 15
    assert makers - {paper.maker.__name__ for paper in PAPERS} == set()


def test_every_document_has_papers_in_every_language_it_exists_in() -> None:
    counts = Counter(
        paper.name[:2] for paper in PAPERS if paper.group in ("languages", "translation-sheets")
    )
    for language in TRANSLATIONS:
        exists = sum(has_translation(name, language.code) for name in TRANSLATED)
        assert counts[language.code] > exists  # at least one each, and the sheet to be checked


def test_every_stream_that_has_a_letter_has_papers() -> None:
    for stream in letter_streams():
        names = [paper.name for paper in PAPERS if paper.name.startswith(f"{stream.key}-")]
        assert {name.split("-")[1] for name in names} == {person.name for person in PEOPLE}


def test_no_paper_hides_another() -> None:
    assert max(Counter((paper.group, paper.name) for paper in PAPERS).values()) == 1


def test_papers_pictures_and_index_are_written(tmp_path: Path) -> None:
    nobody = Addressee("", "", "", (), "")
    refused = Paper("labels", "nobody", write_labels_pdf, ([nobody], LabelSheet.TWO_BY_SEVEN))
    two = [PAPERS[0], STAFF[0]]
    made = write_everything([*two, refused], tmp_path)
    assert made.documents == 2
    assert made.pages == len(list((tmp_path / "pages").rglob("*.png"))) > 2
    assert made.sheets == 2 == len(list((tmp_path / "sheets").glob("*.png")))
    assert made.refused[0].startswith("labels nobody: A letter cannot be posted")
    index = (tmp_path / "index.html").read_text("utf-8")
    assert index.count("<img") == made.pages
    assert "no name is recorded" in index


def test_a_refusal_is_told_and_a_fault_is_not_hidden(tmp_path: Path) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        list(write_papers([Paper("x", "y", broken, ())], tmp_path))
    (told,) = write_papers([Paper("x", "z", _refuses, ())], tmp_path)
    assert (told.path, told.refused) == (None, str(UnusableAddress("No.")))


def _refuses(**_: object) -> bytes:
    raise UnusableAddress("No.")


@pytest.mark.parametrize("paper", STAFF, ids=lambda paper: paper.name)
def test_staffs_sheets_can_be_read_and_nothing_lies_on_anything(
    paper: Paper, tmp_path: Path
) -> None:
    pdf = paper.write(tmp_path).read_bytes()
    for number, text in enumerate(page_texts(pdf)):
        assert text.strip()
        assert not UNFINISHED.search(text)
        assert not re.search(r"\bPage \d+ of (?!\d)", text)
        glyphs = page_glyphs(pdf, number)
        assert min(g.size for g in glyphs) >= 5.5
        assert min(g.left for g in glyphs) >= 5
        assert max(g.right for g in glyphs) <= 205
        assert max(g.bottom for g in glyphs) <= 292
        assert _on_each_other(glyphs) == ""


def _on_each_other(glyphs: list) -> str:
    """Return the letters that lie on others, beyond what accents and kerning do."""
    found = []
    solid = sorted((g for g in glyphs if g.text.isalnum()), key=lambda g: g.top)
    for at, one in enumerate(solid):
        for two in solid[at + 1 :]:
            if two.top > one.bottom - 0.25:
                break
            across = min(one.right, two.right) - max(one.left, two.left)
            if across > 0.25 and min(one.bottom, two.bottom) - two.top > 0.25:
                found.append(f"{one.text}{two.text}")
    return " ".join(found)


@pytest.mark.parametrize("paper", SOME_POSTED, ids=lambda paper: paper.name)
def test_a_letter_is_one_patients_and_its_window_shows_the_address_alone(
    paper: Paper, tmp_path: Path
) -> None:
    (letter,) = paper.content
    pdf = paper.write(tmp_path).read_bytes()
    texts = page_texts(pdf)
    assert all(text.strip() for text in texts)  # no blank page on one side
    whole = " ".join(texts)
    assert not NHS_NUMBER.search(whole)
    assert not UNFINISHED.search(whole)
    for person in (USUAL, LONGEST):
        if person.to != letter.to:
            assert person.to.family_name not in whole
    shown = _bare(window_text(pdf))
    expected = _bare(
        "".join(
            (letter.to.title, letter.to.given_name, letter.to.family_name, *letter.to.lines,
             letter.to.postcode)
        )
    )  # fmt: skip
    assert shown.endswith(expected)
    above = shown.removesuffix(expected)  # "To the parent or guardian of", and the like
    assert above == "" or getattr(letter, "stream", "")
    in_pictures = "O2?" if letter.letter_format.easy_read else ""
    outside = [
        round(g.size, 2)
        for number in range(len(texts))
        for g in page_glyphs(pdf, number)
        if g.text not in in_pictures and (number or not in_window(g))
    ]
    assert min(outside) >= letter.letter_format.points


def _bare(text: str) -> str:
    return re.sub(r"[\s,]", "", text)
