"""A batch as one file: whole or not at all, the same bytes for the same content, flat memory."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2 as pdfium
import pytest

from proactive_care.documents import (
    MissingGlyph,
    Sides,
    letter_pdf,
    measure_letter,
    reading_letter_pdf,
    run_sheet_path,
    write_batch_pdf,
    write_run_sheet_pdf,
)
from proactive_care.domain.errors import Cancelled, FileProblem
from support.letters import (
    ALDER,
    MADE_AT,
    a_batch,
    a_letter,
    a_run_sheet,
    large,
    longest_letter,
    page_texts,
    pdf_of,
)
from support.reading_letters import a_result_letter


def mixed_batch():
    letters = a_batch(12)
    letters[3] = replace(letters[3], letter_format=large(18))
    letters[7] = replace(letters[7], letter_format=large(24))
    letters[8] = longest_letter(place=replace(letters[8].place))
    return letters


@pytest.mark.parametrize("sides", list(Sides))
def test_pages_and_sheets_add_up(sides):
    letters = [replace(letter, sides=sides) for letter in mixed_batch()]
    stream = BytesIO()
    printed = write_batch_pdf(stream, letters, None, made_at=MADE_AT)
    texts = page_texts(stream.getvalue())
    assert printed.pages == len(texts) == sum(each.pages + each.blank for each in printed.letters)
    assert printed.sheets == sum(each.sheets for each in printed.letters)
    assert [each.sequence for each in printed.letters] == list(range(1, 13))
    for letter, each in zip(letters, printed.letters, strict=True):
        size = measure_letter(letter)
        assert (size.pages, size.sheets) == (each.pages, each.sheets)
        if sides is Sides.ONE:
            assert each.blank == 0
            assert each.sheets == each.pages
        else:
            assert each.first_page % 2 == 1, "each letter starts on a new sheet"
            assert each.sheets == (each.pages + each.blank) / 2
        pages = texts[each.first_page - 1 :][: each.pages + each.blank]
        assert all(text.strip() for text in pages[: each.pages])
        assert not any(text.strip() for text in pages[each.pages :])


def test_each_letter_has_one_patient_and_nobody_else():
    letters = mixed_batch()
    stream = BytesIO()
    printed = write_batch_pdf(stream, letters, None, made_at=MADE_AT)
    texts = page_texts(stream.getvalue())
    people = {letter.place.sequence: letter.to for letter in letters}
    codes = {letter.place.sequence: letter.form_code for letter in letters}
    for each in printed.letters:
        pages = texts[each.first_page - 1 : each.first_page - 1 + each.pages]
        text = " ".join(" ".join(pages).split())
        for sequence, person in people.items():
            belongs = sequence == each.sequence
            assert (person.given_name in text) == belongs
            assert bool(re.search(rf"\b{person.lines[1]}\b.*Dear", text)) or not belongs
            assert bool(re.search(rf"(?<!\d){re.escape(person.lines[0])}", text)) == belongs
        shown = set(re.findall(r"\b7K3Q [0-9A-Z]{4}\b", text))
        code = codes[each.sequence]
        assert shown == {f"{code[:4]} {code[4:]}"}
        for index, page in enumerate(pages, 1):
            said = " ".join(page.split())
            assert f"Letter {each.sequence:03} of 0" in said
            assert f"Sheet {index} of {each.sheets}" in said


def test_the_same_content_and_time_give_the_same_bytes():
    assert pdf_of(*mixed_batch()) == pdf_of(*mixed_batch())


def test_another_time_gives_other_bytes():
    stream = BytesIO()
    later = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
    write_batch_pdf(stream, [a_letter()], None, made_at=later)
    assert stream.getvalue() != pdf_of(a_letter())
    assert b"20260915090000" in stream.getvalue()


def test_the_file_says_what_it_is_and_embeds_its_fonts():
    pdf = pdf_of(a_letter())
    document = pdfium.PdfDocument(pdf)
    metadata = document.get_metadata_dict()
    document.close()
    assert metadata["Title"] == "Recall letters"
    assert metadata["Producer"] == "Proactive Care Desktop"
    assert metadata["CreationDate"].startswith("D:20260914090000")
    assert b"/Lang (en-GB)" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert pdf.count(b"/FontFile2") == 2  # regular and bold, as subsets
    assert b"+NotoSans" in pdf
    assert b"Helvetica" not in pdf
    assert len(pdf) < 60_000


@pytest.mark.parametrize("sides", list(Sides))
def test_the_file_asks_to_be_printed_in_its_true_size_and_on_its_sides(sides):
    invitation = letter_pdf(a_letter(sides=sides), made_at=MADE_AT)
    result = reading_letter_pdf(a_result_letter(sides=sides), made_at=MADE_AT)
    for pdf in (invitation, result):
        assert b"/PrintScaling /None" in pdf
        assert (b"/Duplex /DuplexFlipLongEdge" in pdf) is (sides is Sides.TWO)


def test_text_can_be_selected_in_reading_order():
    text = page_texts(pdf_of(a_letter()))[0]
    order = [
        "Harrowmere Surgery",
        "Mr Alder",
        "14 September",
        "Dear",
        "Tests",
        "Review",
        "How to book",
    ]
    places = [text.index(each) for each in order]
    assert places == sorted(places)


def test_letters_and_run_sheet_are_written_beside_each_other(tmp_path):
    letters = a_batch(3)
    path = tmp_path / "letters.pdf"
    printed = write_batch_pdf(path, letters, a_run_sheet(letters), made_at=MADE_AT)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "letters-run-sheet.pdf",
        "letters.pdf",
    ]
    assert len(page_texts(path.read_bytes())) == printed.pages == 6
    sheet = " ".join(page_texts(run_sheet_path(path).read_bytes()))
    assert all(letter.to.given_name in sheet for letter in letters)


def test_a_reprint_of_the_run_sheet(tmp_path):
    letters = a_batch(2)
    printed = write_batch_pdf(BytesIO(), letters, None, made_at=MADE_AT)
    target = tmp_path / "again.pdf"
    assert write_run_sheet_pdf(target, a_run_sheet(letters), printed, made_at=MADE_AT) == 1
    assert "Run sheet" in page_texts(target.read_bytes())[0]


def test_progress_is_told_and_the_total_is_known_for_a_list():
    told = []
    write_batch_pdf(
        BytesIO(), a_batch(3), None, made_at=MADE_AT, progress=lambda *step: told.append(step)
    )
    assert told == [(1, 3, "letters"), (2, 3, "letters"), (3, 3, "letters")]


def test_letters_may_come_one_by_one():
    told = []
    stream = BytesIO()
    printed = write_batch_pdf(
        stream, iter(a_batch(3)), None, made_at=MADE_AT, progress=lambda *step: told.append(step)
    )
    assert told[0] == (1, None, "letters")
    assert printed.pages == 6
    assert stream.getvalue() == pdf_of(*a_batch(3))


def test_cancelling_leaves_nothing_behind_and_keeps_the_old_file(tmp_path):
    path = tmp_path / "letters.pdf"
    path.write_bytes(b"the old one")

    def cancel(done, total, what):
        if done == 2:
            raise Cancelled("The print was cancelled.")

    with pytest.raises(Cancelled):
        write_batch_pdf(path, a_batch(5), a_run_sheet(a_batch(5)), made_at=MADE_AT, progress=cancel)
    assert [file.name for file in tmp_path.iterdir()] == ["letters.pdf"]
    assert path.read_bytes() == b"the old one"


def test_one_letter_that_cannot_be_printed_stops_the_batch_whole(tmp_path):
    letters = a_batch(3)
    letters[2] = a_letter(replace(ALDER, given_name="李"))
    with pytest.raises(MissingGlyph):
        write_batch_pdf(tmp_path / "letters.pdf", letters, None, made_at=MADE_AT)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_a_known_error(tmp_path):
    with pytest.raises(FileProblem, match=r"letters\.pdf could not be written"):
        write_batch_pdf(tmp_path / "no" / "letters.pdf", a_batch(1), None, made_at=MADE_AT)


def test_a_run_sheet_that_cannot_be_written_leaves_no_letters(tmp_path):
    letters = a_batch(1)
    with pytest.raises(FileProblem):
        write_batch_pdf(
            tmp_path / "letters.pdf",
            letters,
            a_run_sheet(letters),
            made_at=MADE_AT,
            run_sheet_target=tmp_path / "no" / "sheet.pdf",
        )
    assert list(tmp_path.iterdir()) == []


def test_an_empty_batch_is_a_valid_file_without_pages_of_anybody():
    stream = BytesIO()
    printed = write_batch_pdf(stream, [], None, made_at=MADE_AT)
    assert (printed.pages, printed.sheets, printed.letters) == (0, 0, ())


def test_a_preview_is_the_printed_letter():
    assert letter_pdf(a_letter(), made_at=MADE_AT) == pdf_of(a_letter())


def test_many_letters_keep_only_their_positions_in_memory():
    """Finished pages go to the file: what stays per page is far smaller than a page."""
    import tracemalloc

    pattern = a_batch(10)
    write_batch_pdf(BytesIO(), pattern, None, made_at=MADE_AT)

    class Nowhere:
        def write(self, data):
            return len(data)

    def peak(count):
        tracemalloc.start()
        letters = (pattern[index % 10] for index in range(count))
        write_batch_pdf(Nowhere(), letters, None, made_at=MADE_AT)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    few, many = peak(10), peak(60)
    assert (many - few) / 100 < 3_000  # bytes for each of the hundred pages more
