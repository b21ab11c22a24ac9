"""Shaped text in a PDF: only the glyphs that are used, each with the letters that it stands for.

reportlab embeds letters, not glyphs; a joined form or a ligature has no letter of its own. So
the glyphs used are cut out of the font (HarfBuzz) and embedded as a font of numbered glyphs.
Every pair of a glyph and its text has a number: what is selected or searched is the text as it
was written. Of glyphs that stand for their text only together the first stands for all of it, and
their word carries its "actual text" besides: readers know the one or the other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from proactive_care.documents.paper.shaping import Cluster, Glyph, Shaped
from proactive_care.documents.paper.shaping_faces import Face

_KEPT_TABLES = ("head", "hhea", "hmtx", "maxp", "loca", "glyf", "cvt ", "fpgm", "prep")
_NEAR = 0.01  # thousandths of the size: nearer than any printer


class EmbeddedFace:
    """A face in one document. Knows which glyphs were drawn, and writes itself at the end."""

    def __init__(self, face: Face, resource: str) -> None:
        self.face = face
        self.resource = resource
        self._codes: dict[tuple[int, str], int] = {}

    def code(self, glyph: int, text: str) -> int:
        """Return the number under which ``glyph`` is drawn where it stands for ``text``."""
        return self._codes.setdefault((glyph, text), len(self._codes) + 1)

    def addObjects(self, document: Any) -> None:  # noqa: N802 - reportlab's name
        """Add the font to the document: reportlab calls this after the last page."""
        name = pdfdoc.PDFName(f"{_tag(self.resource)}+{self.face.name}")
        file, numbers = _subset(self.face, [glyph for glyph, _ in self._codes])
        program = _stream(document, f"{self.resource}.file", file, Length1=len(file))
        metrics = self.face.metrics
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray(list(metrics.box)),
                "ItalicAngle": 0,
                "Ascent": metrics.ascent,
                "Descent": metrics.descent,
                "CapHeight": metrics.ascent,
                "StemV": 80,
                "FontFile2": program,
            }
        )
        codes = [(code, glyph, text) for (glyph, text), code in self._codes.items()]
        in_file = b"\0\0" + b"".join(numbers[glyph].to_bytes(2, "big") for _, glyph, _ in codes)
        widths = [round(self.face.advance(glyph), 3) for _, glyph, _ in codes]
        cid_font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": document.Reference(descriptor, f"{self.resource}.descriptor"),
                "CIDToGIDMap": _stream(document, f"{self.resource}.map", in_file),
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
            }
        )
        texts = _to_unicode((code, text) for code, _, text in codes)
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": name,
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray(
                    [document.Reference(cid_font, f"{self.resource}.glyphs")]
                ),
                "ToUnicode": _stream(document, f"{self.resource}.unicode", texts),
            }
        )
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self.resource] = document.Reference(font, f"{self.resource}.font")


def embedded(canvas: Canvas, face: Face) -> EmbeddedFace:
    """Return a face as it is embedded in the canvas's document, which gets it when first used."""
    waiting = canvas._doc.delayedFonts
    own = [each for each in waiting if isinstance(each, EmbeddedFace)]
    for each in own:
        if each.face is face:
            return each
    added = EmbeddedFace(face, f"G{len(own) + 1}")
    waiting.append(added)
    return added


def draw_shaped(canvas: Canvas, x: float, y: float, parts: Iterable[Shaped], size: float) -> None:
    """Draw shaped text from left to right with its baseline's start at (x, y), PDF coordinates."""
    for part in parts:
        font, set_at = embedded(canvas, part.face), size * part.face.scale
        canvas.addLiteral(f"BT /{font.resource} {set_at:.6g} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm")
        for word in _words(part.clusters):
            canvas.addLiteral(_word(font, word, set_at))
        canvas.addLiteral("ET")
        x += part.width * size / 1000


def _words(clusters: tuple[Cluster, ...]) -> list[tuple[Cluster, ...]]:
    """Cut after each space, so that a word that needs its actual text has it as a whole."""
    words: list[list[Cluster]] = [[]]
    for cluster in clusters:
        words[-1].append(cluster)
        if cluster.text.isspace():
            words.append([])
    return [tuple(word) for word in words if word]


def _word(font: EmbeddedFace, word: tuple[Cluster, ...], size: float) -> str:
    drawn = " ".join(
        _glyph(font, glyph, "" if index else cluster.text, size)
        for cluster in word
        for index, glyph in enumerate(cluster.glyphs)
    )
    text = "".join(cluster.text for cluster in word)
    marked = any(unicodedata.category(letter)[0] == "M" for letter in text)
    if not marked and all(len(cluster.glyphs) == 1 for cluster in word):
        return drawn
    return f"/Span <</ActualText <FEFF{_utf16(text)}>>> BDC {drawn} EMC"


def _glyph(font: EmbeddedFace, glyph: Glyph, text: str, size: float) -> str:
    """Show a glyph: moved to its place before, and on to the next one's start after."""
    code = f"<{font.code(glyph.number, text):04X}>"
    after = font.face.advance(glyph.number) + glyph.x - glyph.advance
    shown = f"{_moved(-glyph.x)}{code}{_moved(after)}"
    if glyph.y:
        return f"{glyph.y * size / 1000:.3f} Ts [{shown}] TJ 0 Ts"
    return f"[{shown}] TJ"


def _moved(thousandths: float) -> str:
    return "" if abs(thousandths) < _NEAR else f" {thousandths:.2f} "


def _subset(face: Face, glyphs: list[int]) -> tuple[bytes, dict[int, int]]:
    """Cut the glyphs out of a font; return the file and their numbers in it."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    tables = {tag for tag in face.hb_face.table_tags if tag not in _KEPT_TABLES}
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(_tag_number(tag) for tag in tables)
    plan = hb.SubsetPlan(face.hb_face, wanted)
    return plan.execute().blob.data, dict(plan.old_to_new_glyph_mapping)


def _tag_number(tag: str) -> int:
    return int.from_bytes(tag.encode("ascii"), "big")


def _tag(resource: str) -> str:
    """Return the six capitals that say "a subset"; different for each font of a document."""
    number = int(resource[1:])
    return "PCDES" + chr(ord("A") + number % 26)


def _stream(document: Any, name: str, content: bytes, **entries: int) -> Any:
    stream = pdfdoc.PDFStream()
    stream.content = content
    stream.filters = [pdfdoc.PDFZCompress]
    for key, value in entries.items():
        stream.dictionary[key] = value
    return document.Reference(stream, name)


def _to_unicode(codes: Iterable[tuple[int, str]]) -> bytes:
    pairs = [f"<{code:04X}> <{_utf16(text)}>" for code, text in codes]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    mapped = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()
