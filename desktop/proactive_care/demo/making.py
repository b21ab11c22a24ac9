"""The demo practice: synthetic patients through the product's whole main job."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from proactive_care import care_plans, frameworks, importing, recall, reports, sample_data
from proactive_care.accounts import PracticeDetails, Session, create_practice, sign_in
from proactive_care.demo.files import write_extra_files
from proactive_care.demo.work import do_demo_work
from proactive_care.documents import ENGLISH, STANDARD
from proactive_care.domain.errors import FileProblem, KnownError
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.domain.vocabulary import Role
from proactive_care.store import KEYS_NAME
from proactive_care.store.durable import write_durably

DEMO_USER = "demo"
DEMO_PASSWORD = "demo practice"  # noqa: S105  there is nothing to protect in the demo
DEMO_LEAD = "Dr P Lindqvist (fictional clinical lead of the demo practice)"
DEMO_DETAILS = PracticeDetails(
    name="Harrowmere Surgery",
    ods="A99999",
    address=("2 Beacon Lane", "Harrowmere", "HM1 2ZZ"),
    phone="01632 960 100",
    opening_hours="Monday to Friday, 8:30am to 6pm",
    website="www.harrowmere.example/book",
    signatory="Morag Ellery",
    signatory_role="practice nurse",
    demo=True,
    people={"hca": "Tamsin Birch", "nurse": "Morag Ellery", "pharmacist": "Jo Abara"},
)
_FOLDER_MARK = "demo-practice.txt"


@dataclass(frozen=True)
class DemoResult:
    """What the headless demo made, and how long each step took in seconds."""

    folder: Path
    files: tuple[str, ...]
    exports: Mapping[str, int]
    patients: int
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    rows_ignored: int
    groups: Mapping[str, Mapping[str, int]]
    letters: int
    pages: int
    excluded: int
    cannot_print: int
    seconds: Mapping[str, float]


def make_demo_practice(
    folder: Path,
    *,
    patients: int,
    seed: int,
    as_of: date,
    clock: Callable[[], datetime],
    fresh_for_days: int = 0,
    progress: Progress = no_progress,
) -> Session:
    """Make the demo practice in ``folder`` and sign its fictional lead in.

    The same demo made for ``as_of``, or up to ``fresh_for_days`` earlier, is opened again with
    everything that was done in it. A folder that holds anything else is never touched. Raises
    KnownError.
    """
    mark = folder / _FOLDER_MARK
    wanted = f"{patients} patients, seed {seed}, "
    if (folder / KEYS_NAME).exists() and _is_fresh(mark, wanted, as_of, fresh_for_days):
        return sign_in(folder, DEMO_USER, DEMO_PASSWORD, clock=clock, sleep=time.sleep)
    _clear(folder, mark)
    _mark_as_ours(mark, "unfinished")
    session = _new_practice(folder, clock)
    exports = folder / "exports"
    practice = _invent(patients, seed, as_of, progress)
    sample_data.write_exports(practice, "emis", exports)
    extra = write_extra_files(practice, exports)
    _import(session, exports, extra, as_of, progress)
    _sign_off(session)
    frameworks.stratify(session, as_of, cause="import", progress=progress)
    progress(0, None, "Playing three weeks of work")
    do_demo_work(session, folder / "printed", DEMO_PASSWORD, as_of)
    write_durably(mark, f"{wanted}{as_of.isoformat()}\n".encode())
    return session


def run_headless(
    out: Path,
    *,
    patients: int,
    seed: int,
    as_of: date,
    clock: Callable[[], datetime],
    progress: Progress = no_progress,
) -> DemoResult:
    """Do the main job from CSV to print and write everything to ``out``.

    ``out`` gets the exports, the practice, ``groups.csv``, ``recall-letters.pdf``, its run sheet,
    ``care-plan.pdf``, ``coding-list.csv`` and ``progress.xlsx``. Raises KnownError; an ``out`` that
    holds something else is never touched.
    """
    steps = _Steps()
    mark = out / _FOLDER_MARK
    _clear(out, mark)
    _mark_as_ours(mark, "Made by proactive-care demo: may be deleted.")
    with steps("exports"):
        practice = _invent(patients, seed, as_of, progress)
        written = sample_data.write_exports(practice, "emis", out / "exports")
    with steps("practice"):
        session = _new_practice(out / "practice", clock)
    try:
        with steps("import"):
            imported = _import(session, out / "exports", {}, as_of, progress)
        _sign_off(session)
        with steps("groups"):
            sorted_ = frameworks.stratify(session, as_of, cause="import", progress=progress)
            frameworks.write_groups_csv(session, out / "groups.csv")
        with steps("letters"):
            preview = recall.preview_batch(session, as_of, progress=progress)
            printed = recall.print_batch(
                session, preview, out / "recall-letters.pdf", progress=progress
            )
        with steps("care plan"):
            _print_care_plan(session, out / "care-plan.pdf", as_of)
            recall.export_coding_list(session, out / "coding-list.csv", as_of)
        with steps("reports"):
            reports.save_progress(session, out / "progress.xlsx", as_of, progress=progress)
    finally:
        session.practice.close_all()
    return DemoResult(
        folder=out,
        files=tuple(sorted(path.name for path in out.iterdir() if path.is_file())),
        exports={file.name: file.rows for file in written},
        patients=sorted_.patients,
        rows_read=sum(file.rows_read for file in imported.files),
        rows_accepted=sum(file.rows_accepted for file in imported.files),
        rows_rejected=sum(file.rows_rejected for file in imported.files),
        rows_ignored=sum(file.rows_ignored for file in imported.files),
        groups=sorted_.groups,
        letters=printed.letters,
        pages=printed.pages,
        excluded=len(preview.excluded),
        cannot_print=len(preview.cannot_print),
        seconds=steps.seconds,
    )


def _print_care_plan(session: Session, file: Path, as_of: date) -> None:
    """Print the plan of whoever has most conditions; a conversation would come before it."""
    patient = care_plans.patient_with_most_conditions(session)
    if patient is not None:
        words = care_plans.open_plan(session, patient, as_of).words
        preview = care_plans.preview_plan(
            session, patient, words, as_of, print_as=STANDARD, language=ENGLISH.code
        )
        care_plans.print_plan(session, preview, file)


def _is_fresh(mark: Path, wanted: str, as_of: date, days: int) -> bool:
    if not mark.exists():
        return False
    text = mark.read_text("utf-8")
    if not text.startswith(wanted):
        return False
    made_for = date.fromisoformat(text.removeprefix(wanted).strip())
    return 0 <= (as_of - made_for).days <= days


def _new_practice(folder: Path, clock: Callable[[], datetime]) -> Session:
    session, _ = create_practice(
        folder,
        details=DEMO_DETAILS,
        user_name=DEMO_USER,
        full_name="Morag Ellery",
        password=DEMO_PASSWORD,
        role=Role.CLINICAL_LEAD,
        clock=clock,
    )
    return session


def _invent(
    patients: int, seed: int, as_of: date, progress: Progress
) -> sample_data.SyntheticPractice:
    progress(0, None, "Inventing patients")
    return sample_data.make_practice(patients, seed, as_of)


def _import(
    session: Session,
    folder: Path,
    lists: Mapping[Path, importing.ListChoice],
    as_of: date,
    progress: Progress,
) -> importing.ImportResult:
    with importing.check_files(
        session, [folder], run_date=as_of, lists=lists, progress=progress
    ) as checked:
        return importing.commit_import(session, checked, progress=progress)


def _sign_off(session: Session) -> None:
    frameworks.sign_off(session, frameworks.DEFAULT_PACK, None, DEMO_LEAD)


def _mark_as_ours(mark: Path, says: str) -> None:
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblem(
            f"The folder {mark.parent.name} could not be made ({error.strerror or error}).",
            kept="No demo was made.",
            advice="Choose another folder, or check the free space, and try again.",
        ) from error
    write_durably(mark, f"{says}\n".encode())


def _clear(folder: Path, mark: Path) -> None:
    """Empty a folder that the demo made before; refuse any other that is not empty."""
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not mark.exists()):
        raise KnownError(
            f"{folder.name} already holds something else.",
            kept="It was not touched.",
            advice="Choose an empty folder for the demo.",
        )
    try:
        for path in folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    except OSError as error:
        raise FileProblem(
            f"A file of the earlier demo is in use ({error.strerror or error}).",
            kept="No demo was made.",
            advice="Close it in other programs, or choose another folder, and try again.",
        ) from error


class _Steps:
    """How long each step took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._name, self._start = "", 0.0

    def __call__(self, name: str) -> _Steps:
        self._name = name
        return self

    def __enter__(self) -> None:
        self._start = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds[self._name] = round(time.perf_counter() - self._start, 2)
