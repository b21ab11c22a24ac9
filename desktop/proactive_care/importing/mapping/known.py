"""Recognising files whose columns a person has explained before."""

from __future__ import annotations

from collections.abc import Mapping

from proactive_care.importing.columns import Layout
from proactive_care.importing.mapping.look import table_of
from proactive_care.importing.mapping.model import FileMapping, column_key, shape_of
from proactive_care.importing.mapping.reading import mapped_profile, plan_rows
from proactive_care.importing.mapping.saved import SavedMapping
from proactive_care.importing.recognise import Recognised
from proactive_care.importing.source_file import SourceFile
from proactive_care.importing.text_rows import Dialect


def recognise_saved(source: SourceFile, own: Mapping[str, SavedMapping]) -> Recognised | None:
    """Return a file that a saved mapping explains, or None. ``own``: the mappings by shape.

    The columns have to be exactly those that the mapping was made for, in any order: a file with
    one column more or less is another file, and is asked about.
    """
    if not own:
        return None
    dialect, layout = table_of(source)
    if layout is None:
        return None
    saved = own.get(shape_of(column_key(column) for column in layout.columns))
    if saved is None:
        return None
    return mapped_file(
        source, dialect, layout, saved.mapping, name=saved.name, profile=saved.profile,
        report=saved.report,
    )  # fmt: skip


def mapped_file(
    source: SourceFile,
    dialect: Dialect,
    layout: Layout,
    mapping: FileMapping,
    *,
    name: str,
    profile: str = "",
    report: str = "",
) -> Recognised:
    """Return a file made ready to be read with a mapping that has no problems."""
    plan = plan_rows(mapping, layout)
    return Recognised(
        source,
        dialect,
        layout,
        mapped_profile(profile or name, name, f"own: {report or name}", plan),
        plan,
        said_order=mapping.date_order,
    )
