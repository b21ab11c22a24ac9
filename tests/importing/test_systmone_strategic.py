"""A SystmOne Strategic Reporting extract."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from proactive_care.accounts import Session
from support.importing import (
    IDRIS,
    NIA,
    csv_text,
    events,
    issues,
    load,
    patient,
    write,
)
from support.practice import make_session

SYSTOLIC, EGFR = "271649006", "1011481000000105"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make_session(tmp_path / "practice")


def test_a_systmone_strategic_extract(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "sre"
    folder.mkdir()
    tables = {
        "SRPatient": [
            [
                "RowIdentifier",
                "IDOrganisationVisibleTo",
                "Title",
                "FirstName",
                "Surname",
                "NHSNumber",
                "DateBirth",
                "DateDeath",
                "Gender",
                "EmailAddress",
                "TestPatient",
                "SpineMatched",
            ],
            [
                "501",
                "A99999",
                "Mrs",
                "Nia",
                "Fixture",
                NIA,
                "01 Jun 1950 00:00:00",
                "",
                "F",
                "",
                "FALSE",
                "TRUE",
            ],
            [
                "502",
                "A99999",
                "Mr",
                "Test",
                "Fixture",
                IDRIS,
                "01 Jun 1950 00:00:00",
                "",
                "M",
                "",
                "TRUE",
                "TRUE",
            ],
            [
                "503",
                "A99999",
                "Mr",
                "Nobody",
                "Fixture",
                "",
                "01 Jun 1951 00:00:00",
                "",
                "M",
                "",
                "FALSE",
                "FALSE",
            ],
        ],
        "SRPatientRegistration": [
            [
                "RowIdentifier",
                "IDOrganisationVisibleTo",
                "DateRegistration",
                "DateDeRegistration",
                "RegistrationStatus",
                "IDPatient",
            ],
            ["1", "A99999", "02 Feb 2002 00:00:00", "", "Applied", "501"],
            ["2", "A99999", "02 Feb 2002 00:00:00", "", "Applied", "999"],
        ],
        "SRCode": [
            [
                "RowIdentifier",
                "IDOrganisationVisibleTo",
                "DateEvent",
                "CTV3Code",
                "CTV3Text",
                "NumericComparator",
                "IsNumeric",
                "NumericValue",
                "NumericUnit",
                "IDPatient",
                "RemovedData",
            ],
            [
                "1",
                "A99999",
                "01 Aug 2026 09:30:00",
                "2469.",
                "O/E - Systolic BP reading",
                "",
                "TRUE",
                "150",
                "mmHg",
                "501",
                "FALSE",
            ],
            [
                "2",
                "A99999",
                "02 Aug 2026 00:00:00",
                "XaK8y",
                "eGFR",
                ">",
                "TRUE",
                "90",
                "mL/min",
                "501",
                "FALSE",
            ],
            [
                "3",
                "A99999",
                "03 Aug 2026 00:00:00",
                "G20..",
                "Essential hypertension",
                "",
                "FALSE",
                "0",
                "",
                "501",
                "FALSE",
            ],
            [
                "4",
                "A99999",
                "04 Aug 2026 00:00:00",
                "2469.",
                "O/E - Systolic BP reading",
                "",
                "TRUE",
                "151",
                "mmHg",
                "501",
                "TRUE",
            ],
            [
                "5",
                "A99999",
                "05 Aug 2026 00:00:00",
                "2469.",
                "O/E - Systolic BP reading",
                "",
                "TRUE",
                "151",
                "mmHg",
                "502",
                "FALSE",
            ],
        ],
        "SRPrimaryCareMedication": [
            [
                "RowIdentifier",
                "IDOrganisationVisibleTo",
                "IDMultiLexDMD",
                "NameOfMedication",
                "DateMedicationStart",
                "MedicationDosage",
                "MedicationQuantity",
                "IDPatient",
            ],
            [
                "1",
                "A99999",
                "",
                "Atorvastatin 20mg tablets",
                "01 Aug 2026 00:00:00",
                "One",
                "28",
                "501",
            ],
        ],
        "SRCtv3ToSnomed": [
            ["RowIdentifier", "IDOrganisationVisibleTo", "Ctv3Code", "SnomedCode"],
            ["1", "A99999", "XaK8y", EGFR],
        ],
        "SRRecall": [
            ["RowIdentifier", "IDOrganisationVisibleTo", "RecallType"],
            ["1", "A99999", "x"],
        ],
    }
    for name, rows in tables.items():
        content = csv_text(rows).encode("cp1252")
        write(folder, f"{name}.csv", content)
    reports = {r.profile: r for r in load(session, folder)}
    assert [row[:5] for row in events(session)] == [
        (NIA, "systolic_bp_clinic", "2026-08-01", 150.0, None),
        (NIA, "egfr", "2026-08-02", 90.0, 1),
        (NIA, "hypertension", "2026-08-03", None, None),
    ]
    assert {row[1] for row in issues(session)} == {"statin", "statin_high_intensity"}
    assert patient(session, NIA)["registered_on"] == date(2002, 2, 2).toordinal()
    assert session.practice.db["patient"].count == 2
    assert reports["systmone_extract_patients"].for_a_person[0].row == 4
    rejected = reports["systmone_extract_registrations"].rejections
    assert [(r.row, r.value_shown) for r in rejected] == [(3, "999")]
    assert reports["systmone_extract_other"].ignored_reasons == {"table not used here": 1}
