"""The printed rule book: everything by which a clinician can sort patients by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import NotPermitted
from proactive_care.domain.vocabulary import Framework, Role
from proactive_care.frameworks import (
    load_pack,
    rule_book,
    sign_off,
    switch_adaptation,
    write_rule_book_pdf,
)
from support.letters import page_glyphs, page_texts
from support.packs import FRAMEWORK, counting_examples, write_pack
from support.practice import add_user, make_session


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_session(tmp_path / "practice")


def _text(path: Path) -> str:
    return " ".join(" ".join(page_texts(path.read_bytes())).split())


def test_the_whole_pack_is_in_the_book(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    sign_off(session, "uclpartners", "hypertension", "Dr P Lindqvist")
    switch_adaptation(session, "social-complexity", True)
    pages = write_rule_book_pdf(session, "uclpartners", path)
    texts = page_texts(path.read_bytes())
    assert len(texts) == pages
    said = _text(path)
    pack = load_pack("uclpartners")
    for framework, rules in pack.frameworks.items():
        for group in rules.groups:
            assert f"{group.id} {group.tier.value}" in said
            assert " ".join(group.source.split()) in said
        for flag in rules.flags:
            assert flag.source in said
        for example in rules.examples:
            assert example.name in said
        for term, meaning in rule_book(pack, framework).terms:
            assert term.casefold() in said.casefold()
            assert meaning.replace("\u2212", "–").casefold()[:60] in said.casefold()
    assert "Signed off by Dr P Lindqvist on 14 Sep 2026" in said
    assert said.count("Not signed off by a clinical lead") == 5
    assert "Social complexity: on in this practice" in said
    assert "No review within 15 months: off in this practice" in said
    assert "Rosuvastatin 10, 20, 40 mg" in said or "rosuvastatin 10, 20, 40 mg" in said
    assert "HbA1c 15 to 200 mmol/mol" in said
    assert "What changed" not in said
    for page in range(0, pages, 5):
        glyphs = page_glyphs(path.read_bytes(), page)
        assert max(g.right for g in glyphs) <= 194.5
        assert max(g.bottom for g in glyphs) < 290


def test_the_first_page_names_the_pages_of_the_parts(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    write_rule_book_pdf(session, "uclpartners", path)
    first, *others = page_texts(path.read_bytes())
    lines = " ".join(first.split())
    for framework in Framework:
        number = int(lines.split(f"{framework.label} Not signed off page ")[1].split(" ")[0])
        assert f"· {framework.label} Not signed off: not for sorting" in others[number - 2]


def test_changes_wrong_examples_and_unusable_adaptations(session: Session, tmp_path: Path) -> None:
    events = '["2020-01-01 copd", "2026-01-01 fev1_percent_predicted <40"]'
    example = (
        f'[[patients]]\nname = "Basil Sampleton"\nsex = "M"\nborn = 1960-01-01\nevents = {events}\n'
    )
    example += 'imported = ["patients", "events"]\nimd_quintile = 1\nexpect = "2"\n'
    old = write_pack(tmp_path / "old", FRAMEWORK)
    new = write_pack(
        tmp_path / "new",
        'note = "Departs from its source."\n' + FRAMEWORK.replace("< 50", "< 45"),
        examples=counting_examples(FRAMEWORK) + example,
    )
    path = tmp_path / "book.pdf"
    write_rule_book_pdf(session, new, path, since=old)
    said = _text(path)
    assert "What changed since test 1" in said
    assert "Group 1, condition: was “FEV1 percent predicted below 50 %”" in said
    assert "Departs from its source." in said
    assert "1 Jan 2026 FEV1 percent predicted <40 %; no medications imported 1 wrong" in said
    assert "66, man, ethnicity not known, deprivation fifth 1" in said
    assert "nothing recorded" in said.casefold()
    assert "Cannot be used with this pack." in said
    write_rule_book_pdf(session, new, path, since=new)
    assert "What changed since test 1 Nothing." in _text(path)


def test_it_is_an_audited_export(session: Session, tmp_path: Path) -> None:
    write_rule_book_pdf(session, "uclpartners", tmp_path / "book.pdf")
    row = session.practice.db.conn.execute(
        "SELECT action, detail FROM audit ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    assert row[0] == "rule_book.export"
    assert '"pages":' in row[1]
    receptionist = add_user(session, "reception", Role.RECEPTIONIST)
    assert not receptionist.may(Permission.EXPORT)
    with pytest.raises(NotPermitted):
        write_rule_book_pdf(receptionist, "uclpartners", tmp_path / "other.pdf")
    assert not (tmp_path / "other.pdf").exists()
