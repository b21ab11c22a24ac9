"""The coding list on paper."""

from __future__ import annotations

from datetime import date, timedelta

import pypdfium2
import pytest

from proactive_care import recall
from proactive_care.domain.errors import KnownError, NotPermitted
from proactive_care.domain.vocabulary import Role
from support.coding import add_contact, add_diary, add_invitation
from support.practice import add_user
from support.rows import add_import, add_patient

DAY, AS_OF = date(2026, 9, 1), date(2026, 9, 14)


def words_of(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return " ".join(text.split())


def test_every_line_has_its_code_date_and_box(session):
    add_import(session)
    add_patient(session, 1, "9990000018", "Testperson", "Wren", date(1959, 2, 3))
    add_patient(session, 2, None, "Fixture", "Nia", None)
    with pytest.raises(KnownError, match="nothing to code"):
        recall.print_coding_sheet(session, AS_OF)
    add_invitation(session, 1, DAY, ("hypertension",))
    add_invitation(session, 1, DAY + timedelta(days=5), ("hypertension",))
    add_diary(session, 1, DAY, 148.4, 92)
    for number in range(30):
        add_contact(session, 2, "review", DAY + timedelta(days=number % 9))
    sheet = recall.print_coding_sheet(session, AS_OF)
    words = words_of(sheet.data)
    assert sheet.lines == 34
    assert sheet.pages > 1
    assert "34 codes" in words
    assert words.count("data of 12 Sep 2026") == sheet.pages
    assert "1109921000000106" in words
    assert "148 mmHg" in words
    assert "date of birth not known · no NHS number" in words
    assert "999 000 0018" in words
    assert words.count("a person checks before coding") == 1
    action = session.practice.db.conn.execute(
        "SELECT action FROM audit ORDER BY id DESC LIMIT 1"
    ).fetchone()[0]
    assert action == "coding.print"
    late = recall.print_coding_sheet(session, AS_OF + timedelta(days=40), overdue_only=True)
    assert "Not seen after 30 days" in words_of(late.data)
    with pytest.raises(KnownError):
        recall.print_coding_sheet(session, AS_OF, overdue_only=True)
    hca = add_user(session, "hca", Role.HCA)
    with pytest.raises(NotPermitted):
        recall.print_coding_sheet(hca, AS_OF)
    hca.practice.close_all()


def test_one_line_is_one_code(session):
    add_import(session)
    add_patient(session, 1, "9990000018", "Testperson", "Wren", date(1959, 2, 3))
    add_contact(session, 1, "review", DAY)
    assert "1 code" in words_of(recall.print_coding_sheet(session, AS_OF).data)
