"""The QR code holds the form code and nothing else: read back from the printed page."""

from __future__ import annotations

import pytest
import segno

from proactive_care.documents.paper.form_code import form_code_matrix
from proactive_care.domain.errors import InvalidInput
from proactive_care.recall import letter_streams
from support.letters import a_letter, large, page_picture, pdf_of

DPI = 300
MM = DPI / 25.4
CODE = "7K3Q9M2T"


def expected(code):
    qr = segno.make(code, error="h", micro=False)
    assert qr.version == 1
    return [list(row) for row in qr.matrix]


def sampled(picture, left, top, size):
    step = size / 21
    return [
        [
            int(
                picture.getpixel(
                    (round((left + (c + 0.5) * step) * MM), round((top + (r + 0.5) * step) * MM))
                )
                < 128
            )
            for c in range(21)
        ]
        for r in range(21)
    ]


def find_code(picture, box):
    """Return left, top and size in mm of the dark square inside ``box`` (mm)."""
    area = picture.crop(tuple(round(edge * MM) for edge in box)).point(
        lambda v: 255 if v < 128 else 0
    )
    left, top, right, bottom = area.getbbox()
    assert abs((right - left) - (bottom - top)) <= 2
    return box[0] + left / MM, box[1] + top / MM, (right - left) / MM


def test_the_matrix_is_the_code_at_the_strongest_correction():
    assert [list(row) for row in form_code_matrix("7k3q 9m2t")] == expected(CODE)


@pytest.mark.parametrize("code", ["9990000018", "Testperson", "", "7K3Q9M2", "7K3Q9M2O"])
def test_nothing_but_a_form_code_is_encoded(code):
    with pytest.raises(InvalidInput, match="not a form code"):
        form_code_matrix(code)


@pytest.mark.parametrize(
    ("points", "page", "box"),
    [
        (12, 0, (120, 61, 142, 88)),
        (12, 1, (164, 200, 190, 226)),
        (18, 0, (120, 58.5, 142, 78.5)),
        (18, -1, (164, 12, 190, 40)),
    ],
)
def test_the_printed_code_reads_back(points, page, box):
    pdf = pdf_of(a_letter(form_code=CODE, letter_format=large(points)))
    picture = page_picture(pdf, page, DPI)
    left, top, size = find_code(picture, box)
    assert sampled(picture, left, top, size) == expected(CODE)
    assert size >= 16  # millimetres: reads from a phone and from an office scanner


@pytest.mark.parametrize("stream", [each.key for each in letter_streams()])
@pytest.mark.parametrize(
    ("points", "box"), [(12, (120, 61, 142, 88)), (18, (120, 58.5, 142, 78.5))]
)
def test_the_code_of_people_who_are_kept_apart_reads_back(stream, points, box):
    letter = a_letter(form_code=CODE, letter_format=large(points), stream=stream)
    picture = page_picture(pdf_of(letter), 0, DPI)
    left, top, size = find_code(picture, box)
    assert sampled(picture, left, top, size) == expected(CODE)


@pytest.mark.parametrize(
    ("points", "page", "box"),
    [
        (12, 0, (120, 62, 142, 83)),
        (12, 1, (164, 200, 190, 224)),
        (18, 0, (120, 58.5, 142, 78.5)),
        (18, -1, (164, 12, 190, 36)),
        (24, 0, (120, 58.5, 142, 80)),
    ],
)
def test_the_code_has_its_quiet_zone_on_every_side(points, page, box):
    pdf = pdf_of(a_letter(form_code=CODE, letter_format=large(points)))
    picture = page_picture(pdf, page, DPI)
    left, top, size = find_code(picture, box)
    zone = 4 * size / 21 - 0.15  # a pixel and a bit at this resolution

    def ink(*edges):
        return sum(picture.crop(tuple(round(edge * MM) for edge in edges)).histogram()[:128])

    right, bottom = left + size, top + size
    around = ink(left - zone, top - zone, right + zone, bottom + zone)
    assert around == pytest.approx(ink(left, top, right, bottom), rel=0.01)
