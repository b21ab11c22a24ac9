"""Starting the backlog's baseline again, when the first import was not the whole practice."""

from __future__ import annotations

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.vocabulary import Framework
from proactive_care.store.born import Born
from proactive_care.store.reports import baseline


def start_baseline_again(
    session: Session, reason: str, framework: Framework | None = None
) -> tuple[Framework, ...]:
    """Freeze a new baseline from the newest sorting, in one framework or in all; audited.

    Earlier baselines are kept. Returns the frameworks that got one: those in which somebody has
    been sorted. Raises NotPermitted, and InvalidInput without a reason of three letters or more.
    """
    if len(reason.strip()) < 3:
        raise InvalidInput(
            "Say why the baseline starts again.",
            field="reason",
            kept="The baseline is unchanged.",
            advice="For example: the first import had no medications.",
        )
    wanted = tuple(Framework) if framework is None else (framework,)
    with session.act(Permission.MANAGE_SETTINGS, "report.baseline", reason=reason.strip()) as act:
        started = []
        for each in wanted:
            born = Born(**session.born(act.at))
            if baseline.freeze_again(act.db, each.value, reason.strip(), born):
                started.append(each)
        act.note(frameworks=[each.value for each in started])
    return tuple(started)
