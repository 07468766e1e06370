"""The pages of a council's dates: who sees them, who changes them, and that its schools hear of it."""

import datetime as dt
import html
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.places.enums import DayKind
from mhst.places.models import Calendar, SpecialDay, Term
from mhst.places.queries.calendar import load_dates
from sessions_app.models import Notice
from tests.factories import CalendarFactory, World, member_of, world
from tests.support.booking import book

pytestmark = pytest.mark.django_db

A_THURSDAY = dt.date(2026, 9, 24)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-09-14 08:00+01:00", tick=False):
        yield


@pytest.fixture
def place() -> World:
    """The first school has no dates of its own and keeps to its council's."""
    made = world(pupils=6)
    CalendarFactory(of_council=True, council=made.school.council)
    with recording.acting(by=SYSTEM, verb="test"):
        made.school.calendar.delete()
    made.school.refresh_from_db()
    return made


@pytest.fixture
def calendar(place: World) -> Calendar:
    return Calendar.objects.get(council=place.school.council)


@pytest.fixture
def keeper(client: Client) -> Client:
    """Somebody who keeps the system running."""
    client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))
    return client


def address(place: World, name: str, *args: Any) -> str:
    return reverse(f"council-{name}", args=[place.school.council_id, *args])


def boxes(name: str, date: dt.date) -> dict[str, str]:
    return {f"{name}_0": str(date.day), f"{name}_1": str(date.month), f"{name}_2": str(date.year)}


def words(client: Client, path: str) -> str:
    return " ".join(html.unescape(client.get(path).content.decode()).split())


def why_shut(place: World, date: dt.date) -> str | None:
    return load_dates([place.school], date, date)[place.school.pk].why_shut(date)


def test_the_list_leads_to_the_dates_and_says_who_keeps_to_them(keeper: Client, place: World) -> None:
    council = place.school.council
    assert reverse("councils") in words(keeper, reverse("schools"))
    assert f'<a href="{address(place, "dates")}">{council}</a>' in words(keeper, reverse("councils"))
    page = words(keeper, address(place, "dates"))
    assert "1 school keeps to these dates, having none of its own for this year." in page
    assert f"<li>{place.school}</li>" in page
    assert "26 to 30 October 2026" in page
    assert "Change" in page
    assert "2 schools keep to these dates, having none of their own" in words(
        keeper, address(place, "dates") + "?year=2027"
    )
    assert "26 to 30 October 2026" in words(keeper, address(place, "dates") + f"?year={'1' * 5000}")


def test_others_of_its_schools_see_them_and_change_nothing(client: Client, place: World, calendar: Calendar) -> None:
    for viewer in (place.lead, place.administrator, place.manager):
        client.force_login(viewer)
        page = client.get(address(place, "dates"))
        assert page.status_code == 200
        assert "Change" not in page.content.decode()
        term = {"name": "Extra", **boxes("starts_on", A_THURSDAY), **boxes("ends_on", A_THURSDAY)}
        assert client.post(address(place, "term-add"), term).status_code == 403
        assert client.post(address(place, "term-remove", calendar.terms.first().pk)).status_code == 403


def test_a_term_is_added_changed_and_removed(keeper: Client, place: World, calendar: Calendar) -> None:
    first, last = dt.date(2027, 9, 1), dt.date(2027, 12, 17)
    sent = {"name": "Autumn term", "first_week": "A", **boxes("starts_on", first), **boxes("ends_on", last)}
    assert keeper.post(address(place, "term-add"), sent).status_code == 302
    term = calendar.terms.get(starts_on=first)
    assert (term.name, term.ends_on, term.first_week, term.is_override) == ("Autumn term", last, "A", False)
    later = boxes("starts_on", first + dt.timedelta(days=5))
    page = keeper.post(address(place, "term", term.pk), {**sent, **later})
    assert page.headers["Location"] == address(place, "dates") + "?year=2027"
    assert why_shut(place, first) == "outside term"
    assert why_shut(place, first + dt.timedelta(days=5)) is None
    assert keeper.post(address(place, "term-remove", term.pk)).status_code == 302
    assert not Term.objects.filter(pk=term.pk).exists()


def test_what_makes_no_sense_is_refused_and_kept(keeper: Client, place: World) -> None:
    sent = {"name": "Upside down", **boxes("starts_on", A_THURSDAY), **boxes("ends_on", A_THURSDAY)}
    page = keeper.post(address(place, "term-add"), sent)
    assert page.status_code == 422
    assert "The last day must be later than the first day." in page.content.decode()
    assert 'value="Upside down"' in page.content.decode()


def test_a_day_is_added_changed_and_removed(keeper: Client, place: World) -> None:
    sent = {"kind": "inset", "note": "", **boxes("starts_on", A_THURSDAY)}
    keeper.post(address(place, "day-add"), sent)
    day = SpecialDay.objects.get(starts_on=A_THURSDAY)
    assert why_shut(place, A_THURSDAY) == "INSET day"
    page = words(keeper, address(place, "day", day.pk))
    assert "It was copied" not in page
    keeper.post(address(place, "day", day.pk), {**sent, "kind": "closure", "note": "snow"})
    assert why_shut(place, A_THURSDAY) == "school closed (snow)"
    assert "School closed (snow)" in words(keeper, address(place, "day-remove", day.pk))
    keeper.post(address(place, "day-remove", day.pk))
    assert why_shut(place, A_THURSDAY) is None


def test_who_said_where_they_come_from(keeper: Client, place: World) -> None:
    keeper.post(address(place, "source"), {"source": "The council's website"})
    assert "Source: The council's website. Checked on 14 September 2026." in words(keeper, address(place, "dates"))


def test_rows_of_a_school_are_not_reached_through_its_council(keeper: Client, place: World) -> None:
    """The second school has dates of its own."""
    own = Calendar.objects.get(school=place.schools[1])
    for name, row in (("term", own.terms.first()), ("day", own.special_days.first())):
        assert keeper.get(address(place, name, row.pk)).status_code == 404
        assert keeper.post(address(place, f"{name}-remove", row.pk)).status_code == 404


def test_those_with_sessions_at_its_schools_are_told(
    keeper: Client, place: World, calendar: Calendar, django_capture_on_commit_callbacks: Any
) -> None:
    book(place)
    Notice.objects.all().delete()
    wednesday = dt.date(2026, 9, 23)
    with django_capture_on_commit_callbacks(execute=True):
        keeper.post(address(place, "day-add"), {"kind": DayKind.CLOSURE, **boxes("starts_on", wednesday)})
    assert {notice.sentence for notice in Notice.objects.all()} == {
        f"{place.programme} at {place.school}: the school is now shut on 23 September. Move this session or cancel it."
    }
    autumn = calendar.terms.get(starts_on=dt.date(2026, 9, 1))
    assert "6 sessions are planned there" in words(keeper, address(place, "term-remove", autumn.pk))
