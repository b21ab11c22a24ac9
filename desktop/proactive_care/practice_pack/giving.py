"""Writing a practice pack."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from proactive_care import __version__
from proactive_care.accounts import Permission, Session, practice_details
from proactive_care.frameworks import adaptation_switches
from proactive_care.importing import mapping_toml, saved_mappings
from proactive_care.practice_pack.file import PracticePack
from proactive_care.readings import load_second_check
from proactive_care.recall import RecallRules, recall_rules, sessions_per_week
from proactive_care.store.durable import write_durably
from proactive_care.templates import open_template, template_titles

NOT_SHARED = ("demo",)  # whether a practice is the demo is not a way to set it up


def gather_practice_pack(session: Session) -> PracticePack:
    """Return how this practice is set up. Raises NotPermitted."""
    session.require(Permission.MANAGE_SETTINGS)
    details = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(practice_details(session)).items()
        if name not in NOT_SHARED
    }
    switches = adaptation_switches(session)
    return PracticePack(
        made_by=f"Proactive Care Desktop {__version__}",
        details=details,
        settings={
            "second_check": asdict(load_second_check(session)),
            "recall_rules": rules_as_text(recall_rules(session)),
            "sessions_per_week": {
                role.value: count for role, count in sessions_per_week(session).items()
            },
        },
        templates={
            each.name: changed
            for each in template_titles(session)
            if (changed := _own_words(session, each.name))
        },
        mappings=_mappings(session),
        adaptations={each.adaptation.id: each.adaptation.on for each in switches},
    )


def rules_as_text(rules: RecallRules) -> dict[str, object]:
    """Return rules of recall as they stand in the file."""
    return {
        "invitations": rules.invitations, "gap_days": rules.gap_days, "basis": rules.basis.value,
        "routes": sorted(rules.routes),
    }  # fmt: skip


def export_practice_pack(session: Session, path: Path) -> PracticePack:
    """Write the pack to a file, whole or not at all, and return what is in it. Audited.

    It has no patient and no user in it. Raises NotPermitted, FileProblem.
    """
    pack = gather_practice_pack(session)
    with session.act(Permission.MANAGE_SETTINGS, "practice_pack.export"):
        write_durably(path, pack.to_json().encode())
    return pack


def _own_words(session: Session, name: str) -> dict[str, str]:
    return {part.key: part.text for part in open_template(session, name).parts if part.changed}


def _mappings(session: Session) -> tuple[str, ...]:
    if not session.may(Permission.IMPORT):
        return ()
    return tuple(mapping_toml(saved.name, saved.mapping) for saved in saved_mappings(session))
