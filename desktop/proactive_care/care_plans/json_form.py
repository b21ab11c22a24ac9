"""Dataclasses of plain values as JSON text, and back: how a version of a plan is kept."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: object) -> str:
    """Return a dataclass as JSON. The same value always gives the same text."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def from_json(kind: type[T], text: str) -> T:
    """Return the dataclass that ``to_json`` wrote. Fields that an older version did not have keep
    their defaults; fields that this one does not know are left out."""
    found: T = _read(kind, json.loads(text))
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _read(kind: Any, value: Any) -> Any:
    if get_origin(kind) is UnionType:
        if value is None:
            return None
        (kind,) = (each for each in get_args(kind) if each is not NoneType)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], each) for each in value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        known = {name: value[name] for name in hints if name in value}
        return kind(**{name: _read(hints[name], each) for name, each in known.items()})
    if kind is date:
        return date.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    return value


@lru_cache(maxsize=32)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
