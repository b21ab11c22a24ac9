"""What every report stands on: the day, the extract, who is counted, and whose rules."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session, practice_details
from proactive_care.domain.dates import show_date
from proactive_care.domain.extracts import is_old
from proactive_care.domain.vocabulary import Framework
from proactive_care.recall import DISSENT_CODES, REVIEW_CODES
from proactive_care.store import patients as patient_store
from proactive_care.store.reports import groups as store
from proactive_care.store.reports import quality
from proactive_care.store.reports.groups import FrameworkRun
from proactive_care.store.reports.population import (
    Codes,
    PopulationCounts,
    population,
    population_counts,
)

CODES = Codes(
    end_of_life=("palliative_care", "palliative_care_ended"),
    reviews=tuple(REVIEW_CODES),
    declined=tuple(DISSENT_CODES),
)
EXCLUSIONS = (
    "Left out everywhere: patients who have died or left by the day of the report. Counted, and "
    "shown beside the figures: end of life, and patients who said no to reviews."
)


@dataclass(frozen=True)
class Basis:
    """``extract`` is the run date of the newest file that has patients (None: no import yet).

    ``warnings`` are sentences that must be read before any figure.
    """

    practice: str
    ods: str
    demo: bool
    as_of: date
    extract: date | None
    population: PopulationCounts
    runs: tuple[FrameworkRun, ...]
    made_by: str
    made_at: datetime
    warnings: tuple[str, ...]

    def run_of(self, framework: Framework) -> FrameworkRun | None:
        """Return the run that a framework's groups come from."""
        return next((run for run in self.runs if run.framework == framework.value), None)

    @property
    def frameworks(self) -> tuple[Framework, ...]:
        """The frameworks in which anybody was ever sorted, in the usual order."""
        present = {run.framework for run in self.runs}
        return tuple(framework for framework in Framework if framework.value in present)


Counted: TypeAlias = tuple[Database, Basis]
"""The practice held still by ``counting``, and what is said of it."""


@contextlib.contextmanager
def counting(session: Session, as_of: date) -> Iterator[Counted]:
    """Hold the practice still and give what every report stands on. Raises NotPermitted."""
    session.require(Permission.VIEW_REPORTS)
    db = session.practice.db
    with population(db, as_of, CODES):
        yield db, _basis(session, db, as_of)


def _basis(session: Session, db: Database, as_of: date) -> Basis:
    details = practice_details(session)
    extract = patient_store.extract_date(db)
    runs = store.framework_runs(db, as_of)
    counts = population_counts(db)
    return Basis(
        practice=details.name,
        ods=details.ods,
        demo=details.demo,
        as_of=as_of,
        extract=extract,
        population=counts,
        runs=runs,
        made_by=f"{session.full_name}, {session.role.label}",
        made_at=session.now(),
        warnings=tuple(_warnings(db, as_of, extract, runs, counts)),
    )


def _warnings(
    db: Database,
    as_of: date,
    extract: date | None,
    runs: tuple[FrameworkRun, ...],
    counts: PopulationCounts,
) -> Iterator[str]:
    if extract is None:
        yield "No extract has been imported yet: there is nothing to count."
        return
    if is_old(extract, as_of):
        yield f"The data is {(as_of - extract).days} days old (extract of {show_date(extract)})."
    if extract > as_of:
        yield (
            f"The extract of {show_date(extract)} is newer than the day of this report: "
            "figures show today's data, not that day's."
        )
    if not runs:
        yield "Nobody has been sorted into priority groups yet."
    unsigned = [_label(run) for run in runs if not run.signed]
    if unsigned:
        yield f"Not signed off by a clinical lead: {', '.join(unsigned)}."
    newest = max((age.imported_at for age in quality.extract_ages(db)), default="")
    behind = [_label(run) for run in runs if run.at < newest]
    if behind:
        yield f"Sorted before the newest import, so not up to date: {', '.join(behind)}."
    if counts.not_in_extract:
        yield (
            f"{counts.not_in_extract:,} counted patients are no longer in the newest extract, "
            "and no reason was found."
        )


def _label(run: FrameworkRun) -> str:
    return Framework(run.framework).label
