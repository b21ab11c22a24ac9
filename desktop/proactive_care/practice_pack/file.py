"""The file: JSON in UTF-8 that a person can read, checked part by part before anything is used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from proactive_care.domain.errors import FileProblem

FORMAT = "proactive-care practice pack"
VERSION = 1
_LARGEST = 5_000_000  # bytes: a pack has a few kilobytes
_ADVICE = "Choose a practice pack that this program has written."


@dataclass(frozen=True)
class PracticePack:
    """How a practice is set up. Every part may be empty.

    ``details``: what letters say about the practice; ``settings``: second check of diaries, rules
    of recall and sessions per week by role; ``templates``: the practice's own words by letter and
    text; ``mappings``: explained files, each as the text of its own small file; ``adaptations``:
    which local adaptations are on.
    """

    made_by: str
    details: Mapping[str, object] = field(default_factory=dict)
    settings: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    templates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mappings: tuple[str, ...] = ()
    adaptations: Mapping[str, bool] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the text of the file; the same set-up gives the same text."""
        return json.dumps(
            {
                "format": FORMAT,
                "version": VERSION,
                "made_by": self.made_by,
                "details": self.details,
                "settings": self.settings,
                "templates": self.templates,
                "mappings": list(self.mappings),
                "adaptations": self.adaptations,
            },
            ensure_ascii=False,
            indent=1,
            sort_keys=True,
        )


def read_practice_pack(path: Path) -> PracticePack:
    """Read a pack. Raises FileProblem for a file that is none, is damaged, or is newer than this
    program."""
    raw = _object(path)
    if raw.get("format") != FORMAT:
        raise _wrong(path, "it is not a practice pack")
    version = raw.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise FileProblem(
            f"{path.name} was written by a newer version of this program.",
            kept="Nothing was changed.",
            advice="Install the newest version on this computer.",
        )
    templates = {
        name: _texts(path, words, f"the words of {name}")
        for name, words in _mapping(path, raw, "templates").items()
    }
    settings = {
        name: _named(path, value, f"the setting {name}")
        for name, value in _mapping(path, raw, "settings").items()
    }
    mappings = raw.get("mappings", [])
    if not isinstance(mappings, list) or not all(isinstance(each, str) for each in mappings):
        raise _wrong(path, "its explained files cannot be read")
    adaptations = _mapping(path, raw, "adaptations")
    if not all(isinstance(on, bool) for on in adaptations.values()):
        raise _wrong(path, "its local adaptations cannot be read")
    return PracticePack(
        made_by=str(raw.get("made_by", "")),
        details=_mapping(path, raw, "details"),
        settings=settings,
        templates=templates,
        mappings=tuple(mappings),
        adaptations={name: bool(on) for name, on in adaptations.items()},
    )


def _object(path: Path) -> Mapping[str, object]:
    try:
        if path.stat().st_size > _LARGEST:
            raise _wrong(path, "it is too large")
        raw = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise FileProblem(
            f"{path.name} cannot be opened ({error.strerror}).",
            kept="Nothing was changed.",
            advice="Check that the file is still there and that you may read it.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise _wrong(path, "it is not a practice pack, or it is damaged") from error
    return _named(path, raw, "the file")


def _mapping(path: Path, raw: Mapping[str, object], name: str) -> Mapping[str, object]:
    return _named(path, raw.get(name, {}), name)


def _named(path: Path, value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _wrong(path, f"{what} cannot be read")
    return value


def _texts(path: Path, value: object, what: str) -> Mapping[str, str]:
    found = _named(path, value, what)
    if not all(isinstance(text, str) for text in found.values()):
        raise _wrong(path, f"{what} cannot be read")
    return {key: str(text) for key, text in found.items()}


def _wrong(path: Path, why: str) -> FileProblem:
    return FileProblem(
        f"{path.name} cannot be used: {why}.", kept="Nothing was changed.", advice=_ADVICE
    )
