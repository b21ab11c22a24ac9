from datetime import date

from proactive_care.domain.extracts import is_old


def test_an_extract_is_old_after_thirty_days():
    day = date(2026, 9, 14)
    assert not is_old(date(2026, 8, 15), day)
    assert is_old(date(2026, 8, 14), day)
    assert not is_old(date(2026, 9, 20), day)
    assert not is_old(None, day)
