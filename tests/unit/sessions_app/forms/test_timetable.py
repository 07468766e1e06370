import datetime as dt

import pytest

from sessions_app.forms.timetable import (
    GoToDate,
    TeamFilterForm,
    date_asked_for,
    day_asked_for,
    is_no_week,
    week_asked_for,
)
from sessions_app.queries.timetable import TeamFilter, monday_of, week_in_words, working_monday
from tests.factories import ClusterFactory

MONDAY = dt.date(2026, 9, 14)


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2026-09-14", dt.date(2026, 9, 14)),
        ("2026-09-20", dt.date(2026, 9, 14)),
        ("2026-10-26", dt.date(2026, 10, 26)),
        ("", MONDAY),
        ("yesterday", MONDAY),
        ("2026-02-31", MONDAY),
        ("0001-01-01", MONDAY),
        ("9999-12-31", MONDAY),
    ],
)
def test_the_week_in_an_address_is_its_monday_or_this_week(text: str, monday: dt.date):
    assert week_asked_for(text, dt.date(2026, 9, 16)) == monday
    assert is_no_week(text) == (text in {"yesterday", "2026-02-31", "0001-01-01", "9999-12-31"})


@pytest.mark.parametrize(("text", "date"), [("2026-09-16", dt.date(2026, 9, 16)), ("soon", None), ("1066-10-14", None)])
def test_the_date_in_an_address(text: str, date: dt.date | None):
    assert date_asked_for(text) == date


@pytest.mark.parametrize(
    ("today", "monday", "name"),
    [
        (dt.date(2026, 9, 18), dt.date(2026, 9, 14), "This week"),
        (dt.date(2026, 9, 19), dt.date(2026, 9, 21), "Next week"),
        (dt.date(2026, 9, 20), dt.date(2026, 9, 21), "Next week"),
        (dt.date(2026, 9, 21), dt.date(2026, 9, 21), "This week"),
    ],
)
def test_at_the_weekend_the_week_that_comes_is_shown_and_called_the_next(today: dt.date, monday: dt.date, name: str):
    assert working_monday(today) == monday
    assert week_in_words(monday, today) == name
    assert monday_of(today) <= today


def test_other_weeks_go_by_their_monday():
    wednesday, sunday = dt.date(2026, 9, 16), dt.date(2026, 9, 20)
    assert week_in_words(dt.date(2026, 9, 7), wednesday) == "The week of Monday 7 September"
    assert week_in_words(dt.date(2026, 9, 14), sunday) == "The week of Monday 14 September"
    assert week_in_words(dt.date(2026, 9, 21), wednesday) == "Next week"


@pytest.mark.parametrize(
    ("day", "month", "year", "error"),
    [
        ("16", "9", "2026", None),
        ("31", "2", "2026", "Date must be a real date"),
        ("1", "1", "1999", "Date must be 3 January 2000 or later"),
    ],
)
def test_go_to_a_date(day: str, month: str, year: str, error: str | None):
    form = GoToDate({"date_0": day, "date_1": month, "date_2": year})

    assert form.is_valid() is (error is None)
    assert error is None or form.errors["date"][0].startswith(error)


@pytest.mark.django_db
def test_the_team_filter_takes_what_it_offers_and_nothing_else():
    cluster, other = ClusterFactory(), ClusterFactory()

    def wanted(**given: str) -> TeamFilter:
        return TeamFilterForm(given, clusters=[cluster], schools=[]).wanted()

    assert wanted(cluster=str(cluster.pk), search=" imran ") == TeamFilter(search="imran", cluster=cluster.pk)
    assert wanted(cluster=str(other.pk)) == TeamFilter()
    assert wanted(school="not-an-id") == TeamFilter()


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [("2", 0, 2), ("", 3, 3), ("", 9, 0), ("6", 1, 1), ("soon", 1, 1)],
)
def test_the_day_in_an_address_is_of_that_week_or_today_or_its_first(text: str, today: int, day: int):
    dates = [MONDAY + dt.timedelta(days=n) for n in range(5)]

    assert day_asked_for(text, dates, MONDAY + dt.timedelta(days=today)) == MONDAY + dt.timedelta(days=day)
