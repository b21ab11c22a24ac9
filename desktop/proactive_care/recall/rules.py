"""How this practice invites: how often, on which basis, and which streams without a letter."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import InvalidInput
from proactive_care.recall.settings import Basis, RecallSettings, load_settings
from proactive_care.recall.streams import letter_stream
from proactive_care.store import people

_SETTING = "recall.rules"
FEWEST_INVITATIONS, MOST_INVITATIONS = 2, 4  # QOF needs two in the QOF year (A)
SHORTEST_GAP, LONGEST_GAP = 14, 90  # days (A)


@dataclass(frozen=True)
class RecallRules:
    """What a practice may choose: how many invitations, days between them, and the basis.

    ``routes`` are the keys of the streams that get no letter here: their route is used instead.
    """

    invitations: int
    gap_days: int
    basis: Basis
    routes: frozenset[str] = frozenset()


def recall_rules(session: Session) -> RecallRules:
    """Return the rules in force: the practice's own, or the shipped ones. Anybody may know."""
    settings = practice_settings(session.practice.db)
    return RecallRules(settings.invitations, settings.gap_days, settings.basis, settings.routes)


def save_recall_rules(session: Session, rules: RecallRules) -> None:
    """Keep the practice's own rules. Raises InvalidInput outside 2 to 4 invitations and a gap of
    14 to 90 days or for a stream that has no letter anyway, NotPermitted."""
    if not FEWEST_INVITATIONS <= rules.invitations <= MOST_INVITATIONS:
        raise InvalidInput(
            f"There are {FEWEST_INVITATIONS} to {MOST_INVITATIONS} invitations in a round.",
            field="invitations",
            kept="Nothing was changed.",
        )
    if not SHORTEST_GAP <= rules.gap_days <= LONGEST_GAP:
        raise InvalidInput(
            f"There are {SHORTEST_GAP} to {LONGEST_GAP} days between two invitations.",
            field="gap_days",
            kept="Nothing was changed.",
        )
    kept = {
        "invitations": rules.invitations,
        "gap_days": rules.gap_days,
        "basis": rules.basis.value,
        "routes": sorted(letter_stream(key).key for key in rules.routes),
    }
    with session.act(Permission.MANAGE_SETTINGS, "recall.rules") as act:
        people.save_setting(act.db, _SETTING, kept)
        act.note(**kept)


def practice_settings(db: Database, basis: Basis | None = None) -> RecallSettings:
    """Return the settings of a practice, with another basis if one is given."""
    settings = load_settings()
    own = people.read_setting(db, _SETTING)
    if own is not None:
        settings = replace(
            settings,
            invitations=int(str(own["invitations"])),
            gap_days=int(str(own["gap_days"])),
            basis=Basis(str(own["basis"])),
            routes=_keys(own.get("routes")),
        )
    return settings if basis is None else replace(settings, basis=basis)


def _keys(raw: object) -> frozenset[str]:
    """Return the streams without a letter; rules that were kept before there were any name none."""
    return frozenset(map(str, raw)) if isinstance(raw, list) else frozenset()
