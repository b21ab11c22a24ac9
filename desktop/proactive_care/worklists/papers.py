"""A list as working paper: home visits by village, a clinic day, a case meeting, address labels."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from proactive_care.accounts import Permission, Session, practice_details
from proactive_care.documents import (
    CaseLine,
    CaseList,
    Check,
    LabelSheet,
    ListMark,
    SheetHead,
    VisitLine,
    VisitList,
    cannot_post_reason,
    case_list_pdf,
    visit_list_pdf,
    write_labels_pdf,
)
from proactive_care.domain.errors import KnownError
from proactive_care.domain.identifiers import show_nhs_number
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.vocabulary import Framework
from proactive_care.recall import addressee, load_settings
from proactive_care.store import patients as store
from proactive_care.store.patients import PatientRow
from proactive_care.worklists.exporting import ListRequest, checked_purpose, rows_of
from proactive_care.worklists.loading import Worklist, load_worklist
from proactive_care.worklists.rows import WorklistRow

_CHECKS = {
    Check.BLOOD_TEST: "blood test",
    Check.BLOOD_PRESSURE: "blood pressure",
    Check.PULSE: "pulse",
    Check.WEIGHT: "weight",
    Check.FEET: "feet",
    Check.URINE: "urine",
    Check.BREATHING: "breathing test",
    Check.OXYGEN: "oxygen level",
    Check.INHALERS: "inhalers",
    Check.SMOKING: "smoking",
}


class PaperKind(StrEnum):
    """What a list can be printed as, besides the worklist itself."""

    HOME_VISITS = "home visits"
    CLINIC_DAY = "clinic day"
    CASES = "case list"
    LABELS = "address labels, 21 on a sheet"
    WIDE_LABELS = "address labels, 14 on a sheet"

    @property
    def label(self) -> str:
        """The words of the menu."""
        return self.value.capitalize()


@dataclass(frozen=True)
class PrintedPaper:
    """A paper in memory. ``left_out`` names who is not on it, with the reason."""

    kind: PaperKind
    data: bytes
    left_out: tuple[str, ...] = ()


def print_paper(
    session: Session, request: ListRequest, kind: PaperKind, progress: Progress = no_progress
) -> PrintedPaper:
    """Return the patients of a request as a working paper. One act, audited.

    The order is the request's; home visits are put together by village. Nobody who has died is on
    any of them. Raises NotPermitted, InvalidInput without a purpose, Cancelled, KnownError if
    nobody is left.
    """
    purpose = checked_purpose(session, request)
    worklist = load_worklist(session, progress)
    rows = rows_of(worklist, request.patients)
    people = store.patients_by_id(session.practice.db, [row.patient for row in rows])
    living = [row for row in rows if people[row.patient].date_of_death is None]
    left_out = [f"{row.name}: has died" for row in rows if row not in living]
    makers: dict[PaperKind, Callable[[], bytes]] = {
        PaperKind.HOME_VISITS: lambda: _visits(session, worklist, request, living, people, True),
        PaperKind.CLINIC_DAY: lambda: _visits(session, worklist, request, living, people, False),
        PaperKind.CASES: lambda: _cases(session, worklist, request, living),
    }
    with session.act(
        Permission.EXPORT, "worklist.paper", kept="Nothing was printed.", purpose=purpose,
        paper=kind.value, patients=len(living),
    ):  # fmt: skip
        if kind in makers:
            data = _if_any(living, makers[kind])
        else:
            data = _labels(session, living, people, kind, left_out)
    return PrintedPaper(kind, data, tuple(left_out))


def _if_any(rows: Sequence[WorklistRow], make: Callable[[], bytes]) -> bytes:
    if not rows:
        raise KnownError(
            "There is nobody to print.",
            kept="Nothing was printed.",
            advice="Choose other patients.",
        )
    return make()


def _head(session: Session, worklist: Worklist, request: ListRequest, title: str) -> SheetHead:
    return SheetHead(
        practice_name=practice_details(session).name,
        title=title,
        purpose=" ".join(request.purpose.split()),
        made_by=f"{session.full_name}, {session.role.label}",
        made_on=session.today(),
        data_of=worklist.about_data,
        warning=worklist.every_warning,
    )


def _visits(
    session: Session,
    worklist: Worklist,
    request: ListRequest,
    rows: Sequence[WorklistRow],
    people: dict[int, PatientRow],
    at_home: bool,
) -> bytes:
    lines = tuple(_visit(row, people[row.patient]) for row in rows)
    head = _head(session, worklist, request, "Home visits" if at_home else "Clinic day")
    return visit_list_pdf(VisitList(head, at_home, lines), made_at=session.now())


def _visit(row: WorklistRow, person: PatientRow) -> VisitLine:
    to = addressee(person)
    needs = [
        f"Format: {person.format_need}" if person.format_need else "",
        f"Interpreter: {person.language or 'language not recorded'}" if person.interpreter else "",
        *row.flags,
    ]
    return VisitLine(
        name=row.name,
        born=person.date_of_birth,
        nhs_number=f"NHS {show_nhs_number(row.nhs_number)}" if row.nhs_number else "",
        village=person.village,
        address=", ".join(filter(None, (*to.lines, to.postcode))),
        phone=" or ".join(filter(None, (person.mobile_phone, person.home_phone))),
        marks=_marks(row),
        to_do=_to_do(row),
        needs=". ".join(dict.fromkeys(each[0].upper() + each[1:] for each in needs if each)),
    )


def _to_do(row: WorklistRow) -> str:
    """Name the checks of all the patient's conditions together, each once."""
    settings = load_settings()
    wanted = {check for framework in row.groups for check in settings.checks[framework]}
    return ", ".join(_CHECKS[check] for check in Check if check in wanted)


def _marks(row: WorklistRow) -> tuple[ListMark, ...]:
    return tuple(
        ListMark(framework.short_label, row.groups[framework].group, row.groups[framework].tier)
        for framework in Framework
        if framework in row.groups
    )


def _cases(
    session: Session, worklist: Worklist, request: ListRequest, rows: Sequence[WorklistRow]
) -> bytes:
    lines = tuple(
        CaseLine(
            name=row.name,
            about=", ".join(
                filter(
                    None,
                    (
                        "" if row.age is None else f"aged {row.age}",
                        f"NHS {show_nhs_number(row.nhs_number)}" if row.nhs_number else "",
                    ),
                )
            ),
            tier=row.tier,
            marks=_marks(row),
            why=row.why[:1].upper() + row.why[1:],
        )
        for row in rows
    )
    head = _head(session, worklist, request, "Case list")
    return case_list_pdf(CaseList(head, lines), made_at=session.now())


def _labels(
    session: Session,
    rows: Sequence[WorklistRow],
    people: dict[int, PatientRow],
    kind: PaperKind,
    left_out: list[str],
) -> bytes:
    """Print a label for everybody whose address can be used; the others are named."""
    usable = []
    for row in rows:
        to = addressee(people[row.patient])
        reason = cannot_post_reason(to)
        if reason is None:
            usable.append(to)
        else:
            left_out.append(f"{row.name}: {reason}")
    sheet = LabelSheet.THREE_BY_SEVEN if kind is PaperKind.LABELS else LabelSheet.TWO_BY_SEVEN
    stream = io.BytesIO()
    if not usable:
        raise KnownError(
            "None of these patients has an address that can be used.",
            kept="Nothing was printed.",
            advice="Complete the addresses in the clinical system and import again.",
        )
    write_labels_pdf(stream, usable, sheet, made_at=session.now())
    return stream.getvalue()
