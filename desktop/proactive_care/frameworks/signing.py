"""Clinical sign-off: no pack sorts real patients before a clinical lead has signed it."""

from __future__ import annotations

from sqlite_utils import Database

from proactive_care.accounts import Permission, Session
from proactive_care.domain.errors import InvalidInput
from proactive_care.domain.identifiers import uuid7
from proactive_care.frameworks.loading import load_pack, rules_of
from proactive_care.frameworks.model import FrameworkRules
from proactive_care.store import stratification as store
from proactive_care.store.stratification import SignOff


def signature(db: Database, rules: FrameworkRules) -> SignOff | None:
    """Return the standing signature under exactly these rules, or None."""
    return store.standing_sign_off(db, rules.content_hash)


def is_signed(session: Session, pack: str, framework: str) -> bool:
    """Return whether a clinical lead has signed the present rules of a framework."""
    return signed_by(session, pack, framework) is not None


def signed_by(session: Session, pack: str, framework: str) -> SignOff | None:
    """Return who signed the present rules of a framework and when, or None."""
    session.require(Permission.VIEW_PATIENTS)
    return signature(session.practice.db, rules_of(load_pack(pack), framework))


def sign_off(session: Session, pack: str, framework: str | None, name: str) -> tuple[SignOff, ...]:
    """Sign a framework's rules (None: all of the pack) as ``name``. Audited.

    What is signed is the content: a changed rule needs a new signature. Raises NotPermitted
    unless the person may sign packs, InvalidInput for an empty name, NotFound.
    """
    if not name.strip():
        raise InvalidInput("A sign-off needs the name of who has read the rules.", field="name")
    loaded = load_pack(pack)
    chosen = (
        list(loaded.frameworks) if framework is None else [rules_of(loaded, framework).framework]
    )
    with session.act(
        Permission.SIGN_OFF_PACKS, "pack.sign_off", pack=loaded.id, version=loaded.version,
        frameworks=[each.value for each in chosen],
    ) as act:  # fmt: skip
        signed = []
        for each in chosen:
            row = SignOff(
                id=uuid7(act.at),
                pack=loaded.id,
                version=loaded.version,
                framework=each.value,
                content_hash=loaded.frameworks[each].content_hash,
                signed_by=name.strip(),
                signed_at=act.at.isoformat(),
                entered_by=session.user_name,
            )
            store.add_sign_off(act.db, row)
            signed.append(row)
    return tuple(signed)


def withdraw(session: Session, pack: str, framework: str) -> bool:
    """Take back the standing signature of a framework; False if there was none. Audited."""
    rules = rules_of(load_pack(pack), framework)
    with session.act(
        Permission.SIGN_OFF_PACKS, "pack.withdraw", pack=pack, framework=framework
    ) as act:
        standing = signature(act.db, rules)
        act.note(withdrawn=standing is not None)
        if standing is None:
            return False
        row = SignOff(
            uuid7(act.at), standing.pack, standing.version, standing.framework,
            standing.content_hash, standing.signed_by, act.at.isoformat(), session.user_name,
        )  # fmt: skip
        store.add_sign_off(act.db, row, withdraws=standing.id)
    return True
