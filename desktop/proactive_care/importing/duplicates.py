"""Records that may be one person's: proposed, compared, merged by a person, and separated again.

Nobody is merged by name alone, and nobody without a person. Two records with different NHS numbers
are two people here: only the national service can join those.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from proactive_care.accounts import Act, Permission, Session
from proactive_care.domain.errors import InvalidInput, KnownError, NotFound
from proactive_care.domain.person_names import GivenNames, family_key, given_names_agree
from proactive_care.frameworks import stratify_patient
from proactive_care.importing.side_by_side import KEPT, record, record_name, refusal
from proactive_care.store import merges
from proactive_care.store import patients as patient_store
from proactive_care.store.merges import MatchRow, PairRow

_LONGEST_REASON = 200


@dataclass(frozen=True)
class PossibleDouble:
    """Two records that may be one person's. ``keep`` is the one that would be kept.

    ``why`` says in words what they have in common.
    """

    keep: int
    other: int
    keep_name: str
    other_name: str
    why: str


@dataclass(frozen=True)
class Merged:
    """What a decision did. ``problem``: the groups could not be worked out again, and why."""

    match: str
    kept: int
    other: int
    problem: str = ""


@dataclass(frozen=True)
class MadeMatch:
    """A decision that stands. ``same``: merged; otherwise two different people."""

    id: str
    same: bool
    kept: int
    other: int
    kept_name: str
    other_name: str
    reason: str
    by: str
    at: datetime


def possible_doubles(session: Session) -> tuple[PossibleDouble, ...]:
    """Return the pairs that a person should look at, the likeliest first. Raises NotPermitted.

    They share the date of birth and the family name, their given names do not contradict each
    other, and at most one has an NHS number. Pairs that were decided about are not among them.
    """
    session.require(Permission.MERGE_PATIENTS)
    found = []
    for pair in merges.pairs_born_together(session.practice.db):
        agreement = _agreement(pair)
        if agreement is not None:
            found.append((-agreement, _proposal(pair, agreement)))
    return tuple(proposal for _, proposal in sorted(found, key=lambda each: each[0]))


def merge_patients(session: Session, keep: int, other: int, reason: str) -> Merged:
    """Count everything of ``other`` for ``keep``, and sort ``keep`` again. One act, audited.

    The other record stays as it is, is found under the kept one from now on, and can be separated
    again. Raises NotPermitted, NotFound, InvalidInput without a reason or for records that cannot
    be merged.
    """
    words = _checked_reason(session, reason)
    with session.act(
        Permission.MERGE_PATIENTS, "patient.merge", patient=keep, kept=KEPT, other=other
    ) as act:
        why_not = refusal(act, record(act, keep), record(act, other))
        if why_not:
            raise InvalidInput(why_not, field="records", kept=KEPT)
        row = _row(session, act, "same", (keep, other), words)
        merges.merge(act.db, row)
        act.note(match=row.id)
    return Merged(row.id, keep, other, _sort_again(session, keep))


def unmerge_patients(session: Session, match: str, reason: str) -> Merged:
    """Separate two records that were merged, exactly as they would be without it. Audited.

    Readings and imports since then go to the record that they were about. Raises NotPermitted,
    NotFound, InvalidInput without a reason or if that was done before.
    """
    words = _checked_reason(session, reason)
    with session.act(Permission.MERGE_PATIENTS, "patient.unmerge", kept=KEPT, match=match) as act:
        made = _standing(act, match, "same")
        act.patient = made.kept
        row = _row(session, act, "taken back", (made.kept, made.other), words, match)
        merges.unmerge(act.db, row)
    problem = _sort_again(session, made.kept) or _sort_again(session, made.other)
    return Merged(row.id, made.kept, made.other, problem)


def keep_apart(session: Session, first: int, second: int, reason: str) -> None:
    """Remember that two records are of different people: they are not proposed again. Audited.

    Raises NotPermitted, NotFound, InvalidInput without a reason.
    """
    words = _checked_reason(session, reason)
    with session.act(
        Permission.MERGE_PATIENTS, "patient.apart", patient=first, kept=KEPT, other=second
    ) as act:
        record(act, first), record(act, second)
        merges.keep_apart(act.db, _row(session, act, "different", (first, second), words))


def propose_again(session: Session, match: str, reason: str) -> None:
    """Take back that two records are of different people. Audited.

    Raises NotPermitted, NotFound, InvalidInput without a reason or if that was done before.
    """
    words = _checked_reason(session, reason)
    with session.act(
        Permission.MERGE_PATIENTS, "patient.apart.undo", kept=KEPT, match=match
    ) as act:
        made = _standing(act, match, "different")
        pair = (made.kept, made.other)
        merges.keep_apart(act.db, _row(session, act, "taken back", pair, words, match))


def made_matches(session: Session) -> tuple[MadeMatch, ...]:
    """Return the decisions that stand, newest first. Raises NotPermitted."""
    session.require(Permission.MERGE_PATIENTS)
    db = session.practice.db
    rows = merges.standing_matches(db)
    people = patient_store.patients_by_id(db, [i for row in rows for i in (row.kept, row.other)])
    return tuple(
        MadeMatch(
            row.id,
            row.what == "same",
            row.kept,
            row.other,
            record_name(people[row.kept]),
            record_name(people[row.other]),
            row.reason,
            row.by,
            datetime.fromisoformat(row.entered_at),
        )
        for row in rows
    )


def _agreement(pair: PairRow) -> GivenNames | None:
    """Return how far two records agree, or None if they do not."""
    family = family_key(pair.first_family)
    if not family or family != family_key(pair.second_family):
        return None
    given = given_names_agree(pair.first_given, pair.second_given)
    sexes = {pair.first_sex, pair.second_sex}
    if given is GivenNames.DIFFER or (given is not GivenNames.SAME and sexes == {"M", "F"}):
        return None
    return given


def _proposal(pair: PairRow, agreement: GivenNames) -> PossibleDouble:
    """The record with the NHS number, or the older one, is kept: it is the first of the pair."""
    given = {
        GivenNames.SAME: "same first name",
        GivenNames.INITIAL: "the initial fits the first name",
        GivenNames.UNKNOWN: "a first name is missing",
    }[agreement]
    return PossibleDouble(
        pair.first,
        pair.second,
        f"{pair.first_family}, {pair.first_given}",
        f"{pair.second_family}, {pair.second_given}",
        f"Same date of birth and family name; {given}",
    )


def _standing(act: Act, match: str, what: str) -> MatchRow:
    made = merges.match_by_id(act.db, match)
    if made is None or made.what != what:
        raise NotFound("There is no such decision.", kept=KEPT)
    if not merges.standing_match(act.db, match):
        raise InvalidInput("This was taken back before.", field="match", kept=KEPT)
    return made


def _row(
    session: Session,
    act: Act,
    what: str,
    pair: tuple[int, int],
    reason: str,
    back: str | None = None,
) -> MatchRow:
    return MatchRow(
        **session.born(act.at),
        what=what,
        kept=pair[0],
        other=pair[1],
        reason=reason,
        takes_back=back,
    )


def _checked_reason(session: Session, reason: str) -> str:
    session.require(Permission.MERGE_PATIENTS)
    words = " ".join(reason.split())
    if not 3 <= len(words) <= _LONGEST_REASON:
        raise InvalidInput(
            "Say in a few words how you know.", field="reason", kept=KEPT,
            advice="For example: rang the patient; same address and old number in the letter.",
        )  # fmt: skip
    return words


def _sort_again(session: Session, patient: int) -> str:
    """Sort one patient again. What was decided stands, also if the rules cannot be used."""
    try:
        stratify_patient(session, patient, session.today())
    except KnownError as error:
        return error.happened
    return ""
