"""What the window does by itself when it opens and after changes: sorting, reading names."""

from __future__ import annotations

from functools import partial

from proactive_care.accounts import Permission, Session
from proactive_care.domain.progress import Progress
from proactive_care.frameworks import Stratification, bring_up_to_date
from proactive_care.patients import practice_state, prepare_search
from proactive_care.ui.shell.desk import Desk
from proactive_care.ui.work import Workshop


def sort_for_today(desk: Desk) -> None:
    """Bring the groups up to the day: ages and time windows move on by themselves."""
    session = desk.session
    if not session.may(Permission.STRATIFY):
        return

    def work(progress: Progress) -> Stratification | None:
        if practice_state(session).extract_date is None:
            return None  # nothing was imported yet
        return bring_up_to_date(session, session.today(), progress=progress)

    def sorted_(result: Stratification | None) -> None:
        if result is not None:
            desk.practice_changed.emit()

    desk.run("Sorting for today", work, sorted_)


def prepare_search_with(workshop: Workshop, session: Session) -> None:
    """Read everybody's names for the search, behind what the workshop does now; say nothing."""
    if session.may(Permission.VIEW_PATIENTS):
        work = partial(prepare_search, session)
        workshop.run("Preparing the search", work, _ready, newest_only=True, quiet=True)


def _ready(_nothing: object) -> None:
    """The next search uses the names."""
