"""Weeks over HTTP: who gets which page, in which week, and what it says."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from mhst.access.enums import RoleName
from mhst.audit.models import AuditEvent
from tests.factories import A_MONDAY, MembershipFactory, PractitionerFactory, TeamFactory, World, member_of, world
from tests.support.not_made import back
from tests.support.timetable import session_in

pytestmark = pytest.mark.django_db
WEDNESDAY = A_MONDAY + dt.timedelta(days=2)


@pytest.fixture(autouse=True)
def on_wednesday():
    with time_machine.travel(dt.datetime.combine(WEDNESDAY, dt.time(9, 20), tzinfo=dt.UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def place() -> World:
    return world(pupils=2)


def words(response) -> str:
    """The text of a page as it is read, tags away."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


class TestOwnWeek:
    def test_begins_with_today_and_what_is_on_now(self, place: World, client: Client):
        session_in(place, date=WEDNESDAY)
        client.force_login(place.practitioner.user)

        text = words(client.get("/timetable/"))

        assert text.index("Today, Wednesday 16 September") < text.index("This week")
        assert re.search(r"10:00 to 11:00, [\w ]+ Now", text)

    def test_a_cell_of_the_table_says_its_day_time_and_school(self, place: World, client: Client):
        session = session_in(place)
        client.force_login(place.practitioner.user)

        page = client.get("/timetable/?view=table").content.decode()

        (link,) = re.findall(rf'<a href="/sessions/{session.pk}/">(.*?)</a>', page)
        said = " ".join(re.sub(r"<[^>]+>", "", link).split())
        assert said == f"Monday 14 September, 10:00 to 11:00 at {place.school.name}"
        assert '<th role="columnheader" scope="col">' in page
        assert '<th role="rowheader" scope="row"' in page
        assert "<caption" in page

    def test_table_and_list_hold_the_same(self, place: World, client: Client):
        session = session_in(place)
        session_in(place, cancelled=True, start_minute=780, end_minute=840)
        client.force_login(place.practitioner.user)

        table, listed = (words(client.get(f"/timetable/?view={view}")) for view in ("table", "list"))

        for said in (place.programme.name, session.room.name, place.pupils[0].name, "Cancelled: practitioner away"):
            assert said in table
            assert said in listed
        assert client.get("/timetable/?view=list").content.count(b"<table") == 0

    def test_leads_to_the_weeks_around_it(self, place: World, client: Client):
        client.force_login(place.practitioner.user)

        page = client.get("/timetable/?week=2026-09-23&view=list").content.decode()

        assert "21 September to 25 September 2026" in page
        for link in ("?week=2026-09-14&amp;view=list", "?view=list", "?week=2026-09-28&amp;view=list"):
            assert f'href="{link}"' in page

    def test_says_when_there_is_no_such_week(self, place: World, client: Client):
        for user, there in (
            (place.practitioner.user, "/timetable/"),
            (place.lead, f"/timetable/school/{place.school.pk}/"),
            (place.manager, "/timetable/team/"),
        ):
            client.force_login(user)
            [_, below] = client.get(f"{there}?week=9999-12-31").content.decode().split("</h1>")
            assert below.split("</p>")[0].endswith("There is no such week. Shown instead: this week.")
            assert "no such week" not in words(client.get(f"{there}?week=2026-09-23"))

    def test_goes_to_the_week_of_a_date(self, place: World, client: Client):
        client.force_login(place.practitioner.user)

        answer = client.get("/timetable/?date_0=25&date_1=10&date_2=2026&view=list")

        assert answer["Location"] == "/timetable/?week=2026-10-19&view=list"

    def test_a_date_that_is_none_is_kept_and_explained(self, place: World, client: Client):
        client.force_login(place.practitioner.user)

        answer = client.get("/timetable/?date_0=31&date_1=2&date_2=2026")

        assert "Date must be a real date" in words(answer)
        assert 'value="31"' in answer.content.decode()
        assert "Error: Your week" in words(answer)

    def test_an_empty_week_says_what_will_be_there(self, place: World, client: Client):
        person = PractitionerFactory()
        client.force_login(person.user)

        assert "Sessions appear here as soon as they are booked." in words(client.get("/timetable/"))

    def test_is_not_kept_as_a_look_at_somebody(self, place: World, client: Client):
        client.force_login(place.practitioner.user)
        client.get("/timetable/")

        assert not AuditEvent.objects.filter(kind="viewed").exists()


class TestWhoComesWhere:
    @pytest.mark.parametrize("role", [RoleName.TEAM_MANAGER, RoleName.ADMINISTRATOR])
    def test_those_who_keep_a_team_come_to_its_week(self, place: World, client: Client, role: str):
        client.force_login(member_of(place.team, role))

        assert client.get("/timetable/")["Location"] == "/timetable/team/"

    def test_a_school_comes_to_its_own_week(self, place: World, client: Client):
        client.force_login(place.lead)

        assert client.get("/timetable/")["Location"] == f"/timetable/school/{place.school.pk}/"

    def test_others_have_none(self, place: World, client: Client):
        client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))

        assert client.get("/timetable/").status_code == 404

    #: who asks, and what for the week of the first practitioner, of the first school, and of the team
    MATRIX = {
        "themselves": (200, 403, 404),
        "colleague": (200, 403, 404),
        "manager": (200, 200, 200),
        "administrator": (200, 200, 200),
        "supervisor": (200, 403, 200),
        "lead": (404, 200, 404),
        "staff": (404, 200, 404),
        "other_lead": (404, 404, 404),
        "other_manager": (404, 404, 404),
        "commissioner": (404, 404, 404),
        "young_person": (404, 404, 404),
    }

    @pytest.mark.parametrize("who", MATRIX)
    def test_each_gets_what_is_theirs(self, place: World, client: Client, who: str):
        elsewhere = TeamFactory()
        viewer = {
            "themselves": lambda: place.practitioner.user,
            "colleague": lambda: place.practitioners[1].user,
            "manager": lambda: place.manager,
            "administrator": lambda: place.administrator,
            "supervisor": lambda: member_of(place.team, RoleName.SUPERVISOR),
            "lead": lambda: place.lead,
            "staff": lambda: member_of(place.school, RoleName.SCHOOL_STAFF),
            "other_lead": lambda: place.leads[1],
            "other_manager": lambda: member_of(elsewhere, RoleName.TEAM_MANAGER),
            "commissioner": lambda: member_of(place.team.led_by, RoleName.COMMISSIONER),
            "young_person": lambda: member_of(None, RoleName.YOUNG_PERSON),
        }[who]()
        client.force_login(viewer)

        pages = (
            f"/timetable/practitioner/{place.practitioner.pk}/",
            f"/timetable/school/{place.school.pk}/",
            f"/timetable/team/?team={place.team.pk}",
        )
        answers = [client.get(page) for page in pages]

        expected = self.MATRIX[who]
        if who == "other_manager":  # sees a team: their own
            assert answers[2].status_code == 200
            assert place.practitioner.user.name not in words(answers[2])
            answers, expected = answers[:2], expected[:2]
        assert tuple(answer.status_code for answer in answers) == expected

    @pytest.mark.parametrize("kind", ["practitioner", "school"])
    def test_paper_is_for_those_who_see_the_page(self, place: World, client: Client, kind: str):
        thing = place.practitioner if kind == "practitioner" else place.school
        for viewer in (place.manager, place.leads[1], place.practitioners[1].user):
            client.force_login(viewer)
            page = client.get(f"/timetable/{kind}/{thing.pk}/").status_code
            assert client.get(f"/timetable/{kind}/{thing.pk}/week.pdf").status_code == page

    def test_a_manager_who_looks_at_a_week_is_remembered(self, place: World, client: Client):
        client.force_login(place.manager)
        client.get(f"/timetable/practitioner/{place.practitioner.pk}/")

        row = AuditEvent.objects.get(kind="viewed")
        assert (row.verb, row.row_id) == ("timetable.practitioner_week", str(place.practitioner.pk))

    def test_so_is_a_school_that_looks_at_its_own(self, place: World, client: Client):
        client.force_login(place.lead)
        client.get(f"/timetable/school/{place.school.pk}/")

        row = AuditEvent.objects.get(kind="viewed")
        assert (row.verb, row.row_id) == ("timetable.school_week", str(place.school.pk))


class TestTeamPage:
    def test_filters_stay_in_the_address_as_weeks_go_by(self, place: World, client: Client):
        client.force_login(place.manager)

        page = client.get(f"/timetable/team/?search=a&school={place.school.pk}").content.decode()

        assert f"?search=a&amp;school={place.school.pk}&amp;week=2026-09-21" in page

    def test_pages_through_the_practitioners(self, place: World, client: Client):
        PractitionerFactory.create_batch(21, team=place.team)
        client.force_login(place.manager)

        first, second = (words(client.get(f"/timetable/team/?page={n}")) for n in (1, 2))

        assert "23 practitioners , page 1 of 2" in first.replace("practitioners, page", "practitioners , page")
        assert "page 2 of 2" in second

    def test_a_phone_shows_one_day_which_the_address_keeps(self, place: World, client: Client):
        client.force_login(place.manager)

        page = client.get("/timetable/team/?day=4").content.decode()

        row = page.split('<tr role="row" class="nhsuk-table__row">')[1]
        assert ["other-day" not in cell.split(">")[0] for cell in row.split("<td")[1:]] == [False] * 4 + [True]
        assert '<strong aria-current="true">Fri 18</strong>' in page
        assert 'href="?day=2&amp;week=2026-09-14"' in page
        assert 'href="?day=4&amp;week=2026-09-21"' in page

    def test_nobody_who_fits_is_said_so(self, place: World, client: Client):
        client.force_login(place.manager)

        assert "No practitioner fits" in words(client.get("/timetable/team/?search=zzz"))

    def test_a_team_that_nobody_has_joined_yet_has_an_empty_page(self, client: Client):
        client.force_login(member_of(TeamFactory(), RoleName.TEAM_MANAGER))

        assert client.get("/timetable/")["Location"] == "/timetable/team/"
        page = client.get("/timetable/team/")
        assert page.status_code == 200
        assert "Nobody holds sessions in this team yet" in words(page)
        assert "No practitioner fits" in words(client.get("/timetable/team/?search=zzz"))

    def test_somebody_of_two_teams_chooses(self, place: World, client: Client):
        other = PractitionerFactory().team
        MembershipFactory(user=place.manager, role=RoleName.TEAM_MANAGER, team=other, school=None)
        client.force_login(place.manager)

        page = client.get(f"/timetable/team/?team={other.pk}").content.decode()

        assert f'<strong aria-current="page">{other.name}</strong>' in page
        assert f'href="?team={place.team.pk}&amp;week=2026-09-14"' in page


class TestAtTheWeekend:
    """On the Sunday everybody looks at what comes, and no page calls it this week."""

    def test_every_week_is_the_coming_one(self, place: World, client: Client, on_wednesday):
        on_wednesday.move_to(dt.datetime(2026, 9, 20, 18, tzinfo=dt.UTC), tick=False)
        for viewer, address in (
            (place.practitioner.user, "/timetable/"),
            (place.manager, "/timetable/team/"),
            (place.lead, f"/timetable/school/{place.school.pk}/"),
            (place.lead, "/home/"),
        ):
            client.force_login(viewer)
            text = words(client.get(address))
            assert ("Next week" in text, "This week" in text) == (True, False), address
        client.force_login(place.manager)
        papers = [f"practitioner/{place.practitioner.pk}/week.pdf", f"school/{place.school.pk}/slips.pdf"]
        names = [client.get(f"/timetable/{paper}")["Content-Disposition"] for paper in papers]
        assert ["2026-09-21" in name for name in names] == [True, True]


class TestPapers:
    def test_file_names_say_a_date_and_nothing_else(self, place: World, client: Client):
        client.force_login(place.manager)
        school = f"/timetable/school/{place.school.pk}"

        names = [
            client.get(path)["Content-Disposition"]
            for path in (
                f"/timetable/practitioner/{place.practitioner.pk}/week.pdf",
                f"{school}/week.pdf?week=2026-09-23",
                f"{school}/slips.pdf?date=2026-09-16",
                f"{school}/slips.pdf",
            )
        ]

        assert names == [
            'inline; filename="week-2026-09-14.pdf"',
            'inline; filename="school-week-2026-09-21.pdf"',
            'inline; filename="slips-2026-09-16.pdf"',
            'inline; filename="slips-2026-09-14.pdf"',
        ]

    def test_ones_own_is_a_pdf(self, place: World, client: Client):
        client.force_login(place.practitioner.user)

        answer = client.get("/timetable/week.pdf")

        assert answer.content.startswith(b"%PDF")
        assert "no-store" in answer["Cache-Control"]

    @pytest.mark.usefixtures("no_paper")
    def test_one_that_cannot_be_made_leads_back_to_its_week(self, place: World, client: Client):
        own, school = f"practitioner/{place.practitioner.pk}/", f"school/{place.school.pk}/"
        client.force_login(place.manager)
        papers = (f"{own}week.pdf", f"{school}week.pdf", f"{school}slips.pdf")

        assert [back(client.get(f"/timetable/{paper}?week=2026-09-23")) for paper in papers] == [
            f"/timetable/{page}?week=2026-09-21" for page in (own, school, school)
        ]
        client.force_login(place.practitioner.user)
        assert back(client.get("/timetable/week.pdf")) == "/timetable/?week=2026-09-14"


class TestSession:
    def test_shows_the_session_and_remembers_who_looked(self, place: World, client: Client):
        session = session_in(place, date=WEDNESDAY + dt.timedelta(days=1))
        client.force_login(place.practitioner.user)

        text = words(client.get(f"/sessions/{session.pk}/"))

        assert "Thursday 17 September 2026, 10:00 to 11:00" in text
        assert place.room.directions in text
        assert place.pupils[0].name in text
        assert "What has happened" in text
        row = AuditEvent.objects.get(kind="viewed")
        assert (row.verb, row.row_id) == ("session.detail", str(session.pk))

    def test_a_stranger_to_it_is_told_nothing(self, place: World, client: Client):
        session = session_in(place)
        client.force_login(place.leads[1])

        assert client.get(f"/sessions/{session.pk}/").status_code == 404
