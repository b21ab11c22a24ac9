"""The combined visit of one patient, as the command line says it."""

from __future__ import annotations

from proactive_care.domain.dates import show_date
from proactive_care.recall import Condition, OneVisit, PlannedCheck


def visit_payload(visit: OneVisit) -> dict[str, object]:
    """Return a visit for ``--json``."""
    role = visit.review_role
    return {
        "by": visit.by,
        "overdue": visit.is_overdue,
        "route": visit.route,
        "tests": [_check(each) for each in visit.tests],
        "tests_by": visit.test_role.value if visit.tests else None,
        "test_minutes": visit.test_minutes,
        "done_lately": [_check(each) for each in visit.done],
        "review_by": role.value if role else None,
        "review_minutes": visit.review_minutes,
        "conditions": [_condition(each) for each in visit.due],
        "reviewed_already": [_condition(each) for each in visit.later],
    }


def visit_lines(visit: OneVisit) -> list[str]:
    """Return a visit as lines of text; none when nothing is due."""
    if visit.by is None or visit.review_role is None:
        return []
    lines = [f"One visit, by {show_date(visit.by)}{', OVERDUE' if visit.is_overdue else ''}:"]
    lines += [f"  {visit.route}"] if visit.route else []
    lines += [f"  test: {each.says} ({each.note})" for each in visit.tests]
    names = ", ".join(each.framework.label for each in visit.due)
    who = f"{visit.review_role.label}, {visit.review_minutes} minutes"
    return [*lines, f"  review: {names}; {who}"]


def _check(check: PlannedCheck) -> dict[str, object]:
    return {
        "check": check.check.value,
        "text": check.says,
        "parts": list(check.parts),
        "conditions": [each.value for each in check.conditions],
        "newest": check.newest,
        "note": check.note,
    }


def _condition(condition: Condition) -> dict[str, object]:
    return {
        "framework": condition.framework.value,
        "group": condition.group,
        "tier": condition.tier.value,
        "who": condition.who,
        "by": condition.by,
        "reviewed": condition.reviewed,
    }
