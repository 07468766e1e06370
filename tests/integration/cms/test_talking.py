"""Open or closed on public pages, by the hours and the rota; the way out of them; and nothing set on the way."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.core.actors import SYSTEM
from realtime.models import Shift, WeeklyHours
from tests.factories import TeamFactory, member_of
from tests.factories.counselling import ServiceFactory, ShiftFactory, WeeklyHoursFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)  # London's clock is the same in March


def shown(client: Client, hour: int, minute: int, second: int = 0) -> tuple[str, str]:
    """What the front says, and for how long a browser may keep it."""
    with time_machine.travel(MONDAY.replace(hour=hour, minute=minute, second=second), tick=False):
        cache.clear()
        answer = client.get("/")
    words = re.search(r'app-talk__state">\s*(.*?)\s*</p>', answer.content.decode(), re.DOTALL)
    return words[1] if words else "", answer.headers["Cache-Control"]


def test_true_to_the_minute_by_the_staffed_shift(client, site):
    service = ServiceFactory()
    WeeklyHoursFactory(service=service, weekday=0, opens=12 * 60, accept_until=21 * 60 + 15, closes=22 * 60)
    with time_machine.travel(MONDAY, tick=False):
        ShiftFactory(service=service, starts=18 * 60, ends=22 * 60)

    assert shown(client, 17, 59, 40) == ("Closed now. We open today at 6:00 pm.", "public, max-age=20")
    assert shown(client, 18, 0) == ("Open now, until 10:00 pm. You can come in until 9:15 pm.", "public, max-age=60")
    assert shown(client, 21, 14, 30)[1] == "public, max-age=30"
    assert shown(client, 21, 15)[0].startswith("We are talking with people who came before")
    assert shown(client, 22, 0)[0].startswith("Closed now.")


def test_who_is_open_day_and_night_says_so(client, site):
    service = ServiceFactory()
    for weekday in range(7):
        WeeklyHoursFactory(service=service, weekday=weekday, opens=0, accept_until=1440, closes=1440)
    with time_machine.travel(MONDAY, tick=False):
        for days in range(9):
            ShiftFactory(service=service, starts=0, ends=1440, on=MONDAY.date() + timedelta(days=days))

    assert shown(client, 12, 0)[0] == "Open now, day and night."
    with time_machine.travel(MONDAY, tick=False), recording.acting(by=SYSTEM, verb="test.off_the_rota"):
        Shift.objects.filter(on__gt=MONDAY.date() + timedelta(days=1)).delete()
    assert shown(client, 12, 0)[0] == "Open now, day and night. We close on the night of Tuesday 3 March at midnight."
    with time_machine.travel(MONDAY.replace(hour=12), tick=False):
        with recording.acting(by=SYSTEM, verb="test.other_hours"):
            WeeklyHours.objects.update(accept_until=1395)
        cache.clear()
        door = client.get("/talk/").content.decode()
    assert (
        "Open now, day and night. We close on the night of Tuesday 3 March at midnight. You can come in until" in door
    )


def test_who_opens_at_midnight_says_in_which_night(client, site):
    service = ServiceFactory()
    for weekday in (0, 1):
        WeeklyHoursFactory(service=service, weekday=weekday, opens=0, accept_until=60, closes=120)
        with time_machine.travel(MONDAY, tick=False):
            ShiftFactory(service=service, starts=0, ends=120, on=MONDAY.date() + timedelta(days=weekday))

    assert shown(client, 12, 0)[0] == "Closed now. We open tonight at midnight."
    with time_machine.travel(MONDAY - timedelta(days=2), tick=False):
        cache.clear()
        page = client.get("/").content.decode()
    assert "Closed now. We open on the night of Sunday 1 March at midnight." in page


def test_two_services_are_told_apart(client, site):
    for _ in range(2):
        ServiceFactory()
    html = client.get("/young-people/confidentiality/").content.decode()

    assert len(re.findall(r"app-talk__state\">Shire 9\d\d: ", html)) == 2


def test_where_nobody_counsels_nothing_is_promised(client, site):
    for page in ("/", "/help-now/", "/parents/"):
        assert (page, "app-talk" in client.get(page).content.decode()) == (page, False)


def test_every_public_page_leads_to_somebody_to_talk_to(client, site, django_assert_num_queries):
    ServiceFactory()
    pages = ["/help-now/", "/cy/help-now/", "/directory/", "/about/", "/parents/", "/posts/", "/search/", "/nowhere/"]
    for page in pages:
        assert (page, client.get(page).content.decode().count('<a href="/talk/"')) == (page, 1)
    with django_assert_num_queries(0):
        shown = client.get("/help-now/").content.decode()
    assert shown.index("tel:999") < shown.index('<a href="/talk/"') < shown.index("It cannot wait until tomorrow")
    assert "app-talk-door" in client.get("/parents/").content.decode()
    assert "app-talk-door" not in client.get("/talk/").content.decode()  # they are there already


def test_a_page_of_somebody_signed_in_is_kept_nowhere(client, site):
    client.force_login(member_of(TeamFactory(), RoleName.TEAM_MANAGER))

    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_the_way_out_is_on_young_peoples_pages_and_needs_no_cookie(client, site):
    young, parents = client.get("/young-people/confidentiality/"), client.get("/parents/")
    html = young.content.decode()

    assert 'href="/exit/"' in html
    assert "realtime/exit.mjs" in html
    assert "data-csrf" not in html
    assert dict(young.cookies) == {}
    assert "/exit/" not in parents.content.decode()
    assert ['href="/exit/"' in client.get(page).content.decode() for page in ("/help-now/", "/search/")] == [True, True]
    assert client.get("/exit/").status_code == 302


def test_the_way_out_is_wherever_a_young_person_may_stand(client, site):
    asking = ["/ask/", "/ask/go-on/", "/ask/sent/", "/nowhere/", "/posts/yours/take-back/"]  # the last two: 404 and 405
    for page in asking:
        html = client.get(page).content.decode()
        assert (page, html.count('href="/exit/"'), html.count("realtime/exit.mjs")) == (page, 1, 1)
    assert ">Exit this page</a>" in client.get("/offline/").content.decode()

    client.force_login(member_of(TeamFactory(), RoleName.YOUNG_PERSON))
    for page in ("/", "/nowhere/", "/young-people/", "/home/"):
        assert (page, client.get(page, follow=True).content.decode().count('href="/exit/"')) == (page, 1)
    client.force_login(member_of(TeamFactory(), RoleName.TEAM_MANAGER))
    assert ['href="/exit/"' in client.get(page).content.decode() for page in ("/", "/nowhere/")] == [False, False]


def test_no_tab_of_a_young_person_names_the_service(client, site):
    for page in ("/young-people/", "/young-people/confidentiality/", "/talk/", "/ask/", "/posts/", "/directory/",
                 "/search/",
                 "/help-now/", "/offline/", "/nowhere/"):  # fmt: skip
        title = re.search(r"<title>(.*)</title>", client.get(page).content.decode())[1]
        assert (page, title.partition(" - ")[2]) == (page, "For you")
