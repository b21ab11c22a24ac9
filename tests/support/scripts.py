"""Sentences in the scripts that letters are printed in, and Qt's text engine as a reference."""

from __future__ import annotations

from ctypes import c_double
from dataclasses import dataclass

import pypdfium2 as pdfium
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextLayout, QTextOption

from proactive_care.resource_files import resource_path

# Each holds a blood pressure, a date, a phone number or brackets among words of its script.
SENTENCES = {
    "ar": (
        "اتصل بنا على الرقم 999 الآن.",
        "ضغط الدم 140/90 (أو أكثر) لمدة 7 أيام.",
        "مرض COPD (في الرئة) أو AF، 20 دقيقة",
        "14/09/2026 هو موعدك",
    ),
    "ur": (
        "بلڈ پریشر 180/120 یا اس سے زیادہ (اوپر والا)۔",
        "براہ کرم 999 پر فون کریں۔ ٹھیک ہے؟",
        "COPD (پھیپھڑوں کی بیماری) اور 7 دن",
    ),
    "bn": ("আপনার রক্তচাপ 140/90 (উপরের)।", "ক্ষেত্রে শিক্ষা র‍্যাব ক্লিনিক 14/09/2026"),
    "pa": ("ਤੁਹਾਡਾ ਬਲੱਡ ਪ੍ਰੈਸ਼ਰ 180/120 ਜਾਂ ਵੱਧ (ਉੱਪਰ)।", "ਕਿਰਪਾ ਕਰਕੇ 999 ਤੇ ਕਾਲ ਕਰੋ"),
    "gu": ("તમારું બ્લડ પ્રેશર 140/90 (ઉપર)।", "ક્ષણ કૃપા શ્રી સ્ત્રી 14/09/2026"),
}
RIGHT_TO_LEFT = frozenset({"ar", "ur"})


FAMILIES = {
    "ar": "NotoNaskhArabic",
    "ur": "NotoNaskhArabic",
    "bn": "NotoSansBengali",
    "pa": "NotoSansGurmukhi",
    "gu": "NotoSansGujarati",
}


@dataclass(frozen=True)
class ReferenceGlyph:
    """A glyph that Qt sets: its number in its face, where it stands (pixels), its ASCII letter."""

    number: int
    x: float
    letter: str


def qt_line(text: str, family: str, size: int, *, rtl: bool) -> list[ReferenceGlyph]:
    """Return Qt's glyphs of one line from left to right."""
    assert QGuiApplication.instance() is not None
    number = QFontDatabase.addApplicationFont(str(resource_path("fonts", f"{family}-Regular.ttf")))
    font = QGuiApplication.font()
    font.setFamilies(QFontDatabase.applicationFontFamilies(number))
    font.setPixelSize(size)
    font.setHintingPreference(font.HintingPreference.PreferNoHinting)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()
    found = []
    for run in layout.glyphRuns():
        plain = {run.rawFont().glyphIndexesForString(c)[0]: c for c in text if c.isascii()}
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
            found.append(ReferenceGlyph(glyph, place.x(), plain.get(glyph, "")))
    start = min(glyph.x for glyph in found)
    moved = [ReferenceGlyph(each.number, each.x - start, each.letter) for each in found]
    return sorted(moved, key=lambda glyph: (round(glyph.x), glyph.number))


def lines_as_seen(pdf: bytes, index: int) -> list[str]:
    """Return each line of a page as it stands from left to right, without spaces.

    Letters are put together by where they stand, not by their order in the file.
    """
    document = pdfium.PdfDocument(pdf)
    page = document[index]
    text_page = page.get_textpage()
    lines: dict[int, list[tuple[float, str]]] = {}
    x, y = c_double(), c_double()
    for at in range(text_page.count_chars()):
        letter = text_page.get_text_range(at, 1)
        if letter.strip():
            pdfium.raw.FPDFText_GetCharOrigin(text_page.raw, at, x, y)
            lines.setdefault(round(y.value), []).append((x.value, letter))
    text_page.close()
    page.close()
    document.close()
    return ["".join(letter for _, letter in sorted(line)) for line in lines.values()]
