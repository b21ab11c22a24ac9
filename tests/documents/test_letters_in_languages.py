"""The recall letter in ten languages, read back from its PDF: order, places, what is missing."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium
import pytest
import segno

from proactive_care.documents import LetterFormat, Sides, measure_letter
from proactive_care.documents.paper.form_code import FormCodeMark
from proactive_care.documents.paper.ink import Pen
from proactive_care.documents.paper.scale import scale_for
from proactive_care.documents.paper.shaping import shape
from proactive_care.documents.recall.letter import lay_out_letter
from proactive_care.documents.words.languages import LANGUAGES, TRANSLATIONS
from proactive_care.documents.words.translations import (
    RECALL,
    translated_into,
    translated_wording,
)
from proactive_care.domain.vocabulary import Framework, Role, Tier
from support.letters import (
    ALDER,
    a_letter,
    emptiest_letter,
    longest_letter,
    page_glyphs,
    page_picture,
    page_texts,
    pdf_of,
)
from support.scripts import lines_as_seen

CODES = [language.code for language in TRANSLATIONS]
SCRIPTS = {language.code for language in LANGUAGES if language.rtl or language.leading > 1}
DIARY_CODE = "H2VX6R8C"
PROFILES = [
    pytest.param(make, code, points, sides, id=f"{make.__name__}-{code}-{points}-{sides}")
    for make in (a_letter, longest_letter, emptiest_letter)
    for code in CODES
    for points, sides in ((12, Sides.ONE), (12, Sides.TWO), (16, Sides.ONE), (24, Sides.TWO))
]


def in_language(make, code, points=12, **changes):
    wording = translated_wording(RECALL, code)
    return make(wording=wording, letter_format=LetterFormat(points), **changes)


# What a translation must say: test_translations.py -----------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_what_a_condition_asks_for_comes_from_the_english(code):
    words = translated_wording(RECALL, code)
    english = translated_wording(RECALL, "en")
    for framework in Framework:
        for part in ("organs", "checks", "before", "bring"):
            key = f"conditions.{framework.value}.{part}"
            assert words.texts(key) == english.texts(key)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bold", [False, True])
def test_lines_are_far_enough_apart_for_the_highest_and_lowest_letter(language, bold):
    top = bottom = 0.0
    for name in translated_into(language.code):
        for text in translated_wording(name, language.code).every_text():
            for part in shape(text.replace("**", ""), bold, language.rtl):
                for glyph in (glyph for each in part.clusters for glyph in each.glyphs):
                    box = part.face.hb_font.get_glyph_extents(glyph.number)
                    if box is not None:
                        top = max(top, (box.y_bearing + glyph.y) * part.face.scale)
                        low = box.y_bearing + box.height + glyph.y
                        bottom = min(bottom, low * part.face.scale)
    body = scale_for(12, language).body
    assert (top - bottom) / 1000 * body.size <= body.leading


# On paper ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("make", "code", "points", "sides"), PROFILES)
def test_every_page_of_every_language(make, code, points, sides):
    """Type is never too small, nothing leaves the margins, the window shows the address only."""
    letter = in_language(make, code, points, sides=sides)
    pdf = pdf_of(letter)
    pages = len([text for text in page_texts(pdf) if text.strip()])
    size = measure_letter(letter)
    assert size.pages == pages
    for page in range(pages):
        glyphs = page_glyphs(pdf, page)
        in_window = [
            g for g in glyphs if page == 0 and g.left < 110 and g.bottom > 44 and g.top < 92
        ]
        others = [g for g in glyphs if g not in in_window]
        assert min(round(g.size, 2) for g in others) >= points
        assert min(g.left for g in glyphs) >= 21
        assert max(g.right for g in glyphs) <= 189
        assert min(g.top for g in glyphs) >= 11
        assert max(g.bottom for g in glyphs) <= 292
        assert all(g.top >= 50 and g.bottom <= 92 and g.left >= 21.9 for g in in_window)
        if page == 0:
            assert all(g.text.isascii() or g.text in "ŷ" for g in in_window)
    laid_out = lay_out_letter(letter)
    for page in laid_out.pages:
        assert max(placed.bottom for placed in page) <= laid_out.footer.rule + 0.1


@pytest.mark.parametrize("code", ["cy", "pl", "ro", "pt"])
@pytest.mark.parametrize("make", [a_letter, longest_letter])
@pytest.mark.parametrize("points", [12, 20])
def test_no_two_letters_print_on_each_other(code, make, points):
    """Longer words than English find their room, in tables, slips and diaries too."""
    pdf = pdf_of(in_language(make, code, points, diary_code=DIARY_CODE))
    for page in range(len(page_texts(pdf))):
        glyphs = sorted(page_glyphs(pdf, page), key=lambda g: g.top)
        for at, one in enumerate(glyphs):
            for two in glyphs[at + 1 :]:
                if two.top >= one.bottom:
                    break
                across = min(one.right, two.right) - max(one.left, two.left)
                down = min(one.bottom, two.bottom) - max(one.top, two.top)
                assert across < 0.5 or down < 0.5, (one, two)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("points", [12, 18])
def test_every_number_date_and_phone_reads_in_the_right_order(code, points):
    """By where each figure stands on the page, not by the order in the file."""
    letter = in_language(a_letter, code, points, diary_code=DIARY_CODE)
    pdf = pdf_of(letter)
    seen = [line for page in range(len(page_texts(pdf))) for line in lines_as_seen(pdf, page)]
    joined = "\n".join(seen)
    for wanted in ("01632960142", "7K3Q222K", "H2VX6R8C", "HM17ZZ", "999", "111", "180", "120",
                   "2026", "017", "024", "2026-037", "11Sep2026", "Harrowmere"):  # fmt: skip
        assert wanted in joined, wanted
    assert joined.count("01632960142") >= 4
    assert "www.harrowmere.example/book" in joined
    backwards = ("241069", "23610", "ZZ71MH", "0320", "6202", "021/081")
    assert not [wrong for wrong in backwards if wrong in joined]


@pytest.mark.parametrize("code", CODES)
def test_the_letter_says_everything_in_its_language(code):
    words = translated_wording(RECALL, code)
    pdf = pdf_of(in_language(a_letter, code, diary_code=DIARY_CODE))
    said = " ".join(" ".join(page_texts(pdf)).split())
    if code not in {"ar", "ur"}:  # readers of right-to-left text put punctuation in other places
        for key in ("letter.heading_1", "booking.heading", "urgent.heading", "slip.heading"):
            assert words.words(key) in said, key
        for flag in words.texts("urgent.everyone_999"):
            assert flag in said
    for word in ("Testperson", "Sam Birkett"):
        assert word in said


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("tier", [*Tier, None])
def test_each_tier_and_invitation_prints_in_each_language(code, tier):
    for invitation in (1, 2, 3):
        letter = in_language(a_letter, code, tier=tier, invitation=invitation)
        assert measure_letter(letter).pages in {2, 3}


@pytest.mark.parametrize("code", CODES)
def test_each_role_and_distance_of_visits_prints(code):
    for role in (Role.HCA, Role.NURSE, Role.PHARMACIST, Role.PRESCRIBER, Role.CLINICAL_LEAD):
        for weeks in (0, 1, 2, 3, 5):
            visits = a_letter().visits
            changed = (visits[0], replace(visits[1], role=role, weeks_later=weeks, staff_name=""))
            assert measure_letter(in_language(a_letter, code, visits=changed)).pages >= 2


@pytest.mark.parametrize("code", CODES)
def test_the_file_says_its_language_and_its_title(code):
    words = translated_wording(RECALL, code)
    document = pdfium.PdfDocument(pdf_of(in_language(a_letter, code)))
    assert document.get_metadata_value("Title") == words.title
    document.close()
    assert b"/Lang" in pdf_of(in_language(a_letter, code))


def test_a_batch_in_several_languages_keeps_each_patients_letter_apart():
    families = ("Testperson", "Sampleton", "Mockford")
    letters = [
        in_language(a_letter, code, to=replace(ALDER, family_name=family))
        for code, family in zip(("en", "ur", "bn"), families, strict=True)
    ]
    texts = page_texts(pdf_of(*letters))
    assert len(texts) == 6
    for at, family in enumerate(families):
        for number, text in enumerate(texts):
            assert (family in text) is (number // 2 == at)
    assert pdf_of(*letters).count(b"/Lang (en-GB)") == 1


@pytest.mark.parametrize(
    ("code", "letter_format"),
    [(code, LetterFormat(points)) for code in ("en", *CODES) for points in (12, 18)]
    + [("en", LetterFormat(points, easy_read=True)) for points in (16, 24)],
)
def test_every_form_code_reads_as_its_token_and_nothing_else(code, letter_format, monkeypatch):
    """Module by module from the rendered page, in every language and format; never mirrored."""
    drawn: list[tuple[int, float, float, float]] = []
    page = 0
    draw, turn = FormCodeMark.draw, Pen.new_page

    def note(self, pen, x, y, size, *, align=0.5):
        printed = size * 0.9  # the code leaves a quiet zone in its field
        with pen.upright(x + (size - printed) * align, printed) as left:
            drawn.append((page, left, y, printed))
        draw(self, pen, x, y, size, align=align)

    def next_page(self):
        nonlocal page
        page += 1
        turn(self)

    monkeypatch.setattr(FormCodeMark, "draw", note)
    monkeypatch.setattr(Pen, "new_page", next_page)
    easy = letter_format.easy_read
    letter = in_language(a_letter, code, diary_code="" if easy else DIARY_CODE)
    pdf = pdf_of(replace(letter, letter_format=letter_format))
    tokens = {}
    for token in (letter.form_code, DIARY_CODE):
        made = segno.make(token, error="h", micro=False, mode="alphanumeric", version=1)
        tokens[tuple(bytes(row) for row in made.matrix)] = token
    pictures = {at: page_picture(pdf, at, 150) for at, *_ in drawn}
    found = []
    for at, left, top, size in drawn:
        step = size / 21 * 150 / 72
        x, y = left * 150 / 72, top * 150 / 72
        read = tuple(
            bytes(
                int(
                    pictures[at].getpixel((int(x + (c + 0.5) * step), int(y + (r + 0.5) * step)))
                    < 128
                )
                for c in range(21)
            )
            for r in range(21)
        )
        found.append(tokens.get(read))
    assert len(found) >= 2
    assert set(found) == ({letter.form_code} if easy else set(tokens.values()))


def test_a_draft_says_so_on_every_page():
    letter = in_language(a_letter, "ar", diary_code=DIARY_CODE, draft=True)
    for text in page_texts(pdf_of(letter)):
        assert "DRAFT, not checked" in text
    assert "DRAFT" not in " ".join(page_texts(pdf_of(replace(letter, draft=False))))


@pytest.mark.parametrize("code", ["ar", "ur"])
def test_right_to_left_letters_start_at_the_right(code):
    letter = in_language(a_letter, code)
    assert lay_out_letter(letter).scale.rtl
    picture = page_picture(pdf_of(letter), 0, 100)
    heading = picture.crop((0, round(111 / 25.4 * 100), picture.width, round(120 / 25.4 * 100)))
    dark = [x for x in range(heading.width) if heading.crop((x, 0, x + 1, 30)).getextrema()[0] < 99]
    assert max(dark) / 100 * 25.4 == pytest.approx(188, abs=1)
    assert min(dark) / 100 * 25.4 > 40


@pytest.mark.parametrize("code", ["en", "ar", "pl"])
@pytest.mark.parametrize("points", [12, 18])
def test_the_boxes_of_a_diary_are_never_mirrored(code, points):
    """The days stand at the left, so the top value is left of the bottom one, in each language."""
    pdf = pdf_of(in_language(a_letter, code, points, diary_code=DIARY_CODE))
    last = len(page_texts(pdf)) - 1
    days = [g for g in page_glyphs(pdf, last) if g.left < 24 and g.text in "1234567"]
    assert {g.text for g in days if g.bottom < 280} == set("1234567")
