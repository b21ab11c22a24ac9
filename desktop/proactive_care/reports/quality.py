"""Data quality: what is missing, stale, impossible, not understood, old or perhaps double."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlite_utils import Database

from proactive_care.accounts import Session
from proactive_care.domain.dates import months_before
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.vocabulary import Framework
from proactive_care.frameworks import groups_that_need
from proactive_care.reports.basis import Basis, Counted, counting
from proactive_care.reports.rules import pack_of_run
from proactive_care.resource_files import resource_path
from proactive_care.store import imports
from proactive_care.store.codelists import practice_code_lists
from proactive_care.store.concepts import load_concepts
from proactive_care.store.reports import groups
from proactive_care.store.reports import quality as store
from proactive_care.store.reports.groups import GapReason
from proactive_care.store.reports.quality import (
    ExtractAge,
    Freshness,
    ImpossibleDates,
    MissingCount,
    QualityRow,
    RejectionCount,
)


@dataclass(frozen=True)
class FreshnessCheck:
    """Something that a framework rests on, and how many months it may be old."""

    framework: Framework
    what: str
    concepts: tuple[str, ...]
    months: int


@dataclass(frozen=True)
class FreshnessLine:
    """A check with what was found on its register."""

    check: FreshnessCheck
    found: Freshness


@dataclass(frozen=True)
class Unmapped:
    """A code in the data that no rule knows."""

    system: str
    code: str
    term: str
    events: int
    patients: int


@dataclass(frozen=True)
class Enabler:
    """Data that is missing, with how many groups cannot be checked for how many patients."""

    missing: str
    groups: int
    patients: int

    @property
    def sentence(self) -> str:
        """For example: no ethnicity recorded: 3 groups cannot be checked for 212 patients."""
        groups_ = "1 group" if self.groups == 1 else f"{self.groups:,} groups"
        patients = "1 patient" if self.patients == 1 else f"{self.patients:,} patients"
        return f"{self.missing}: {groups_} cannot be checked for {patients}"


@dataclass(frozen=True)
class Implausible:
    """Stored values of a measurement outside its hard limits; rules ignore them."""

    label: str
    unit: str
    low: float
    high: float
    values: int


@dataclass(frozen=True)
class Quality:
    """Everything on the data quality page. ``duplicates`` counts groups of likely doubles."""

    basis: Basis
    missing: tuple[MissingCount, ...]
    freshness: tuple[FreshnessLine, ...]
    gaps: tuple[GapReason, ...]
    enablers: tuple[Enabler, ...]
    implausible: tuple[Implausible, ...]
    impossible_dates: ImpossibleDates
    rejections: tuple[RejectionCount, ...]
    unmapped: tuple[Unmapped, ...]
    duplicates: int
    extracts: tuple[ExtractAge, ...]
    rows: tuple[QualityRow, ...]


def quality_report(
    session: Session, as_of: date, *, with_rows: bool = False, progress: Progress = no_progress
) -> Quality:
    """Look for what is wrong with the data on a day. Raises NotPermitted, Cancelled.

    ``with_rows``: also every patient with something to settle, by NHS number and local id. Only
    for a workbook whose purpose is given and audited.
    """
    with counting(session, as_of) as counted:
        return quality_of(counted, with_rows, progress)


def quality_of(counted: Counted, with_rows: bool, progress: Progress) -> Quality:
    """Look for what is wrong with the data of people who are held still. Raises Cancelled."""
    db, basis = counted
    as_of = basis.as_of
    progress(0, 4, "Looking for what is missing")
    missing, fresh = store.missing_counts(db), _freshness(db, as_of)
    progress(1, 4, "Looking for impossible values")
    implausible, dates = _implausible(db), store.impossible_dates(db, as_of)
    progress(2, 4, "Looking for unknown codes")
    unmapped = _unmapped(db)
    progress(3, 4, "Looking for doubles")
    doubles = store.likely_duplicates(db)
    found = Quality(
        basis=basis,
        missing=missing,
        freshness=fresh,
        gaps=groups.gap_reasons(db),
        enablers=_enablers(db, basis),
        implausible=implausible,
        impossible_dates=dates,
        rejections=store.rejection_counts(db),
        unmapped=unmapped,
        duplicates=len(doubles),
        extracts=store.extract_ages(db),
        rows=store.quality_rows(db, doubles) if with_rows else (),
    )
    progress(4, 4, "done")
    return found


@lru_cache(maxsize=1)
def freshness_checks() -> tuple[FreshnessCheck, ...]:
    """Return the shipped checks (resources/reports/freshness.toml)."""
    raw = tomllib.loads(resource_path("reports", "freshness.toml").read_text("utf-8"))
    return tuple(
        FreshnessCheck(
            Framework(each["framework"]), each["what"], tuple(each["concepts"]), each["months"]
        )
        for each in raw["checks"]
    )


def _freshness(db: Database, as_of: date) -> tuple[FreshnessLine, ...]:
    found = (
        FreshnessLine(
            check,
            store.freshness(
                db,
                check.framework.value,
                check.concepts,
                months_before(as_of, check.months),
                as_of,
            ),
        )
        for check in freshness_checks()
    )
    return tuple(line for line in found if line.found.patients)


def _implausible(db: Database) -> tuple[Implausible, ...]:
    measured = {
        concept.id: (concept, concept.low, concept.high)
        for concept in load_concepts().values()
        if concept.low is not None and concept.high is not None
    }
    counts = store.implausible_values(
        db, {i: (low, high) for i, (_, low, high) in measured.items()}
    )
    found = (
        Implausible(concept.label, concept.unit, low, high, counts[i])
        for i, (concept, low, high) in measured.items()
        if i in counts
    )
    return tuple(sorted(found, key=lambda each: (-each.values, each.label)))


def _unmapped(db: Database) -> tuple[Unmapped, ...]:
    """Return unknown codes. A measurement's code that came without a value is not unknown."""
    lists = practice_code_lists(db)
    return tuple(
        Unmapped(*row)
        for row in imports.unmapped_code_counts(db)
        if not lists.concepts_of(row[0], row[1], row[2])
    )


def _enablers(db: Database, basis: Basis) -> tuple[Enabler, ...]:
    needed: dict[str, set[tuple[Framework, str]]] = {}
    for run in basis.runs:
        framework = Framework(run.framework)
        pack = pack_of_run(run.pack)
        for text, asking in (groups_that_need(pack) if pack else {}).items():
            needed.setdefault(text, set()).update(a for a in asking if a[0] is framework)
    found = [
        Enabler(text, len(needed.get(text, ())) or 1, patients)
        for text, patients in groups.patients_with_gap(db).items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.groups * each.patients, each.missing)))
