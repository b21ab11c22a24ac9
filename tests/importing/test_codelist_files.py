"""Lists of codes as they are published."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proactive_care.domain.errors import FileProblem
from proactive_care.importing import ListCode, read_code_file

REFSETS = (
    "Cluster_ID\tCluster_Description\tSNOMED_code\tSNOMED_code_description\tPCD_Refset_ID\tActive\n"
    "HYP_COD\tHypertension diagnosis codes\t38341003\tHypertensive disorder\t999000\t1\n"
    "HYP_COD\tHypertension diagnosis codes\t38341003\tHypertensive disorder\t999000\t1\n"
    "HYP_COD\tHypertension diagnosis codes\t59621000\tEssential hypertension\t999000\t0\n"
    "AST_COD\tAsthma diagnosis codes\t195967001\tAsthma\t999001\t1\n"
    "\t\t\t\t\t\n"
    "AST_COD\tAsthma diagnosis codes\t195967002\tAsthma\t999001\t1\n"
)


def test_published_reference_sets_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "refsets.txt"
    path.write_text(REFSETS, encoding="utf-8")
    found = read_code_file(path)
    assert [(s.name, s.title, len(s.codes), s.suggested) for s in found.sets] == [
        ("AST_COD", "Asthma diagnosis codes", 1, "asthma"),
        ("HYP_COD", "Hypertension diagnosis codes", 1, "hypertension"),
    ]
    assert found.retired == 1
    assert [(r.line, r.shown, r.reason) for r in found.refused] == [
        (7, "195967002", "The check digit is wrong")
    ]


def test_a_list_of_code_and_term(tmp_path: Path) -> None:
    path = tmp_path / "nhsd-primary-care-domain-refsets-hyp_cod.csv"
    path.write_text(
        "\ufeffcode,term\n38341003,  Hypertensive   disorder\n59621000\n"
        'G20..,Read\n,no code\n1.00073E+15,Excel\n1000731000000100,"Excel, too"\n',
        encoding="utf-8",
    )
    found = read_code_file(path)
    assert [s.suggested for s in found.sets] == ["hypertension"]
    assert found.sets[0].codes == (
        ListCode("snomed", "38341003", "Hypertensive disorder"),
        ListCode("snomed", "59621000", ""),
    )
    assert [r.reason for r in found.refused] == [
        "Not a SNOMED CT code", "No code", "Excel has changed this code",
        "Excel has changed this code",
    ]  # fmt: skip


def test_a_list_that_nobody_knows_suggests_nothing(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("term,SNOMED CT code\nHypertension,38341003\n", encoding="utf-8")
    found = read_code_file(path)
    assert [(s.name, s.suggested) for s in found.sets] == [("mine", "")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("\n", "is empty"),
        ("name,value\nx,1\n", "no column of codes"),
        ("code,term\nG20..,Read\n", "no SNOMED CT codes"),
        ("code,term\n" + '"' + "x" * 200_000, "cannot be read"),
        ("PK\x03\x04", "Excel workbook"),
    ],
)
def test_files_that_are_no_lists(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8", newline="")
    with pytest.raises(FileProblem, match=words):
        read_code_file(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(b"code,term\n38341003,Hypertension\n" + content)
    try:
        found = read_code_file(path)
    except FileProblem:
        return
    assert any(code.code == "38341003" for s in found.sets for code in s.codes)
