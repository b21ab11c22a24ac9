from __future__ import annotations

import pytest

from proactive_care import __version__
from windows.version_info import version_numbers, version_texts


@pytest.mark.parametrize(
    ("version", "numbers"), [("1.2.3", (1, 2, 3, 0)), ("10.0.0rc1", (10, 0, 0, 0))]
)
def test_windows_wants_four_numbers(version: str, numbers: tuple[int, int, int, int]) -> None:
    assert version_numbers(version) == numbers


def test_our_version_is_one_that_windows_can_show() -> None:
    assert len(version_numbers(__version__)) == 4
    assert version_texts(__version__)["ProductVersion"] == __version__


@pytest.mark.parametrize("version", ["", "1.2", "next"])
def test_what_is_no_version(version: str) -> None:
    with pytest.raises(ValueError, match="is not a version"):
        version_numbers(version)
