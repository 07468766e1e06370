import datetime as dt

import pytest

from school_link.queries.term import is_due, is_overdue

BEGAN = dt.date(2026, 9, 2)


@pytest.mark.parametrize(
    ("done_on", "today", "due", "overdue"),
    [
        (dt.date(2026, 7, 1), dt.date(2026, 9, 15), True, False),
        (dt.date(2026, 7, 1), dt.date(2026, 9, 16), True, True),
        (dt.date(2026, 9, 2), dt.date(2026, 12, 1), False, False),
    ],
)
def test_each_term_has_two_weeks_before_anything_is_overdue(
    done_on: dt.date, today: dt.date, due: bool, overdue: bool
) -> None:
    assert (is_due(done_on, BEGAN), is_overdue(done_on, BEGAN, today)) == (due, overdue)


def test_where_no_term_is_known_nothing_falls_due() -> None:
    assert (is_due(BEGAN, None), is_overdue(BEGAN, None, BEGAN)) == (False, False)
