"""Taking a list out of the window: as a file or on paper, with its purpose, audited."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from proactive_care.accounts import Permission, Session, practice_details
from proactive_care.documents import ListLine, ListMark, ListPaper, write_list_pdf
from proactive_care.domain.dates import show_date
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.identifiers import show_nhs_number
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.spreadsheets import harmless_cell
from proactive_care.domain.vocabulary import Framework
from proactive_care.store.durable import write_durably
from proactive_care.worklists.fields import ListField, chosen_fields
from proactive_care.worklists.loading import Worklist, load_worklist
from proactive_care.worklists.rows import WorklistRow

_LONGEST_PURPOSE = 120
MOST_COPIED = 50


@dataclass(frozen=True)
class ListRequest:
    """Which patients, in which order, for what. ``title`` is what the list shows, in words."""

    patients: tuple[int, ...]
    fields: tuple[str, ...]
    purpose: str
    title: str = "Worklist"


def export_list(
    session: Session, path: Path, request: ListRequest, progress: Progress = no_progress
) -> int:
    """Write a list as CSV (UTF-8 with mark, CRLF) and return how many patients are in it.

    Below the list stand its purpose, its fields, the day of the data, and who made it. Cells that
    a spreadsheet would run are made harmless. One act, audited. Raises NotPermitted, InvalidInput
    without a purpose or fields, Cancelled, FileProblem.
    """
    fields, purpose = chosen_fields(request.fields), checked_purpose(session, request)
    worklist = load_worklist(session, progress)
    rows = rows_of(worklist, request.patients)
    with session.act(
        Permission.EXPORT, "worklist.export", kept="No list was written.", purpose=purpose,
        fields=[field.key for field in fields], patients=len(rows),
    ):  # fmt: skip
        text = _csv(rows, fields, _about(session, worklist, fields, purpose))
        write_durably(path, text.encode("utf-8-sig"))
    return len(rows)


def note_copy(session: Session, patients: Sequence[int], fields: Sequence[str]) -> None:
    """Write to the audit that rows of a worklist go to the clipboard, before they do.

    At most MOST_COPIED patients: a longer list has a purpose, and is printed or exported. Raises
    NotPermitted, InvalidInput.
    """
    session.require(Permission.EXPORT)
    if not 0 < len(patients) <= MOST_COPIED:
        raise InvalidInput(
            f"Between 1 and {MOST_COPIED} patients can be copied.",
            field="patients",
            kept="Nothing was copied.",
            advice="Print or export a longer list.",
        )
    with session.act(
        Permission.EXPORT, "worklist.copy", kept="Nothing was copied.", fields=list(fields),
        patients=len(patients), ids=list(patients),
    ):  # fmt: skip
        pass


def print_list(session: Session, request: ListRequest, progress: Progress = no_progress) -> bytes:
    """Return a list as a PDF in memory, to look at, print or save. One act, audited.

    Each patient has the groups and, of the fields that were chosen, the rest below. Raises
    NotPermitted, InvalidInput without a purpose or fields, Cancelled.
    """
    fields, purpose = chosen_fields(request.fields), checked_purpose(session, request)
    worklist = load_worklist(session, progress)
    rows = rows_of(worklist, request.patients)
    paper = ListPaper(
        practice_name=practice_details(session).name,
        title=request.title,
        purpose=purpose,
        made_by=f"{session.full_name}, {session.role.label}",
        made_on=session.today(),
        data_of=worklist.about_data,
        warning=worklist.every_warning,
        lines=tuple(_line(row, {field.key for field in fields}) for row in rows),
    )
    stream = io.BytesIO()
    with session.act(
        Permission.EXPORT, "worklist.print", kept="Nothing was printed.", purpose=purpose,
        fields=[field.key for field in fields], patients=len(rows),
    ):  # fmt: skip
        write_list_pdf(stream, paper, made_at=session.now())
    return stream.getvalue()


def checked_purpose(session: Session, request: ListRequest) -> str:
    """Return the purpose in one line. Raises NotPermitted, InvalidInput if there is none."""
    session.require(Permission.EXPORT)
    purpose = " ".join(request.purpose.split())
    if len(purpose) < 3 or len(purpose) > _LONGEST_PURPOSE:
        raise InvalidInput(
            "A list of patients that leaves the window says what it is for.",
            field="purpose",
            kept="Nothing was written.",
            advice="Write a few words, for example: phone round on Thursday.",
        )
    return purpose


def rows_of(worklist: Worklist, patients: Sequence[int]) -> list[WorklistRow]:
    """Return the rows of these patients in their order; who is not in the worklist drops out."""
    found = {row.patient: row for row in worklist.rows}
    return [found[patient] for patient in patients if patient in found]


def _csv(rows: list[WorklistRow], fields: Sequence[ListField], about: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([field.title for field in fields])
    for row in rows:
        writer.writerow([harmless_cell(field.text(row)) for field in fields])
    writer.writerow([])
    writer.writerows([harmless_cell(cell) for cell in line] for line in about)
    return text.getvalue()


def _about(
    session: Session, worklist: Worklist, fields: Sequence[ListField], purpose: str
) -> list[list[str]]:
    lines = [
        ["Purpose", purpose],
        ["Fields", "; ".join(field.title for field in fields)],
        ["Data", worklist.about_data],
        ["Made by", f"{session.full_name}, {session.role.label}, {practice_details(session).name}"],
        ["Made on", show_date(session.today())],
    ]
    warning = worklist.every_warning
    return [*lines, ["Warning", warning]] if warning else lines


def _line(row: WorklistRow, fields: set[str]) -> ListLine:
    about = []
    if "nhs" in fields and row.nhs_number:
        about.append(f"NHS {show_nhs_number(row.nhs_number)}")
    if "birth" in fields and row.birth:
        about.append(f"born {show_date(row.birth)}")
    if "age" in fields and row.age is not None:
        about.append(f"aged {row.age}")
    if "village" in fields and row.village:
        about.append(row.village)
    told = [row.why] if "why" in fields and row.why else []
    if "unknown" in fields and row.could_not_check:
        told.append(f"could not check: {', '.join(row.could_not_check)}")
    if "flags" in fields and row.flags:
        told.append("; ".join(row.flags))
    marks = tuple(
        ListMark(framework.short_label, row.groups[framework].group, row.groups[framework].tier)
        for framework in Framework
        if framework in row.groups and framework.value in fields
    )
    return ListLine(
        row.name if "name" in fields else "",
        ", ".join(about),
        row.tier if "tier" in fields else None,
        marks,
        ". ".join(part[:1].upper() + part[1:] for part in told),
    )
