"""What the wizard starts from: a file after a look, a guess, and what is still to be settled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from proactive_care.accounts import Permission, Session
from proactive_care.domain.progress import Progress, no_progress
from proactive_care.importing.mapping.guess import Guess, guess_mapping
from proactive_care.importing.mapping.look import LookedAt, date_proof, look_at_file
from proactive_care.importing.mapping.model import DescriptionMeaning, FileMapping
from proactive_care.importing.mapping.problems import MappingProblem, mapping_problems
from proactive_care.importing.mapping.saved import SavedMapping, free_name, saved_mappings
from proactive_care.store.codelists import practice_code_lists
from proactive_care.store.codes import CodeLists, plain_term

_ALIKE = 0.6  # of the columns: a saved mapping this near is taken as the start
_MOST_DESCRIPTIONS = 200


@dataclass(frozen=True)
class UnknownDescription:
    """A description in the cells that no code list knows, and in how many rows it stands."""

    text: str
    rows: int


@dataclass(frozen=True)
class Unknown:
    """An unknown file, a guess of what it means, and a name under which it could be kept.

    ``like`` is the saved mapping that the guess starts from, if one is near.
    """

    looked: LookedAt
    guess: Guess
    name: str
    lists: CodeLists
    like: SavedMapping | None = None

    def problems(self, mapping: FileMapping) -> tuple[MappingProblem, ...]:
        """Return everything that is still to be settled."""
        return mapping_problems(mapping, dates_open=date_proof(self.looked, mapping).open)

    def unknown_descriptions(self, mapping: FileMapping) -> tuple[UnknownDescription, ...]:
        """Return the descriptions that nothing explains, the most frequent first.

        Rows with a code are left out of account only if a code column is used: the code decides.
        """
        if mapping.having("code"):
            return ()
        found: dict[str, UnknownDescription] = {}
        for column in mapping.having("term"):
            seen = self.looked.seen(column.key)
            texts = seen.texts.most_common() if seen is not None else []
            for text, count in texts:
                if not self.lists.concepts_of("term", "", text):
                    found.setdefault(plain_term(text), UnknownDescription(text, count))
        return tuple(found.values())[:_MOST_DESCRIPTIONS]


def explain_file(session: Session, path: Path, progress: Progress = no_progress) -> Unknown:
    """Look at a file that no profile knows, and guess what its columns mean. Nothing is kept.

    Raises NotPermitted, Cancelled, and FileProblem for what is no table with column names.
    """
    session.require(Permission.IMPORT)
    looked = look_at_file(
        path,
        session.today().year,
        lambda done, total: progress(done, total, f"Looking at {path.name}"),
    )
    lists = practice_code_lists(session.practice.db)
    guess = guess_mapping(looked, lists)
    like = _nearest(looked, saved_mappings(session))
    if like is None:
        return Unknown(looked, guess, free_name(session, _name_of(path)), lists)
    guess = _started_from(guess, like)
    name = like.name if like.mapping.shape == looked.shape else free_name(session, like.name)
    return Unknown(looked, guess, name, lists, like)


def _name_of(path: Path) -> str:
    words = "".join(c if c.isalpha() else " " for c in path.stem).split()
    name = " ".join(words) or "My file"
    return name[:1].upper() + name[1:]


def _nearest(looked: LookedAt, saved: tuple[SavedMapping, ...]) -> SavedMapping | None:
    keys = {column.key for column in looked.columns}

    def alike(each: SavedMapping) -> float:
        other = {column.key for column in each.mapping.columns}
        return len(keys & other) / len(keys | other)

    best = max(saved, key=alike, default=None)
    return best if best is not None and alike(best) >= _ALIKE else None


def _started_from(guess: Guess, like: SavedMapping) -> Guess:
    """Take over what was said before about columns of the same name."""
    said = {column.key: column for column in like.mapping.columns}
    here = {column.key for column in guess.mapping.columns}
    columns, why = [], dict(guess.why)
    for column in guess.mapping.columns:
        before = said.get(column.key)
        if before is not None and (not before.date or before.date in here):
            column = replace(before, shown=column.shown)
            why[column.key] = f"As in “{like.name}”"
        columns.append(column)
    mapping = FileMapping(
        tuple(columns),
        tuple(DescriptionMeaning(d.text, d.concept, d.unit) for d in like.mapping.descriptions),
        like.mapping.date_order,
        like.mapping.rows_continue,
    )
    return Guess(mapping, why)
