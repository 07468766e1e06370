import datetime as dt
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.utils.html import escape

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.core.actors import SYSTEM
from sessions_app.actions import absent as actions
from sessions_app.enums import Pathway, ReferralState
from sessions_app.models import Allocation, Attendance, Notice, Referral, Series, SupportSession
from sessions_app.queries import absent as queries
from sessions_app.queries import freed as freed_time
from sessions_app.rules.absent import check_can_begin
from tests.factories import ProgrammeFactory, World, member_of, world
from tests.factories.calendar import TermFactory
from tests.factories.casework import ReferralFactory
from tests.support.booking import TEN, book, offer, sessions
from tests.support.courses import one_to_one, with_course
from tests.support.refusals import refusal
from tests.support.timetable import as_user

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
TODAY = dt.date(2026, 9, 16)


@pytest.fixture(autouse=True)
def wednesday_morning() -> Iterator[None]:
    with time_machine.travel("2026-09-16 08:30+01:00", tick=False):
        yield


@pytest.fixture
def there() -> World:
    return world(pupils=4)


@pytest.fixture
def two(there: World):
    """Two courses of one practitioner: at ten, and at two."""
    absent = with_course(there, there.pupils[0], there.practitioner)[1]
    other = with_course(there, there.pupils[1], there.practitioner, start=TEN + 240)[1]
    return absent, other


def test_a_practitioner_tells_it_and_sees_somebody_else_with_one_click(client: Client, there: World, two) -> None:
    absent, other = (sessions(series)[0] for series in two)
    client.force_login(there.practitioner.user)
    path = f"/sessions/{absent.pk}/absent/"
    assert path in client.get(f"/sessions/{absent.pk}/").content.decode()

    answer = client.post(path, {"people": str(there.pupils[0].pk)}, follow=True).content.decode()
    assert escape(there.pupils[1].name) in answer
    client.post(f"{path}reuse/", {"session": str(other.pk)})

    other.refresh_from_db()
    absent.refresh_from_db()
    assert (absent.state, absent.cancel_reason) == ("cancelled", "absent")
    given = {"freed": absent, "referral": Referral.objects.earliest("created_at"), "by": there.practitioner.user}
    assert refusal(check_can_begin, **given) == "given-away"
    assert (other.date, other.start_minute, other.room) == (TODAY, TEN, there.room)
    told = Attendance.objects.get()
    assert (told.young_person, told.code, told.why_not_there) == (there.pupils[0], "2", "absent")
    assert "Nobody could use it" in client.get(path).content.decode()
    held = Allocation.objects.filter(resource_id=there.practitioner.pk, date=TODAY, purpose="session")
    assert [row.start_minute for row in held] == [TEN]


def test_reception_tells_it_and_moves_nobody(client: Client, there: World, two) -> None:
    absent, other = (sessions(series)[0] for series in two)
    client.force_login(member_of(there.school, RoleName.SCHOOL_STAFF))
    path = f"/sessions/{absent.pk}/absent/"

    answer = client.post(path, {"people": str(there.pupils[0].pk)}, follow=True).content.decode()

    assert "The practitioner is told" in answer
    assert "See them now instead" not in answer
    assert client.post(f"{path}reuse/", {"session": str(other.pk)}).status_code == 403
    assert Notice.objects.filter(to=there.practitioner.user, kind="cancelled").exists()


def test_somebody_elsewhere_does_not_find_it(client: Client, there: World, two) -> None:
    client.force_login(there.leads[1])
    assert client.get(f"/sessions/{sessions(two[0])[0].pk}/absent/").status_code == 404


def test_it_is_told_on_the_day_only(client: Client, there: World, two) -> None:
    client.force_login(there.lead)
    assert client.get(f"/sessions/{sessions(two[0])[1].pk}/absent/").status_code == 403


def test_a_session_can_be_made_good_at_the_end(there: World, two) -> None:
    first = sessions(two[0])[0]
    assert actions.tell(session=first, people=[there.pupils[0]], by=there.lead, add_at_end=True) is True
    assert [session.state for session in sessions(two[0])].count("planned") == 6


def test_one_made_good_after_the_summer_is_asked_about_first(client: Client, there: World) -> None:
    series = book(
        there, offer(there, dt.date(2027, 6, 9)), programme=one_to_one(there), practitioners=[there.practitioner],
        pupils=[there.pupils[2]],
    )  # fmt: skip
    TermFactory(
        calendar=there.school.calendar, name="Autumn", starts_on=dt.date(2027, 9, 7), ends_on=dt.date(2027, 12, 17)
    )
    path = f"/sessions/{sessions(series)[0].pk}/absent/"
    typed = {"people": str(there.pupils[2].pk), "add_at_end": "on"}
    with time_machine.travel("2027-06-09 08:30+01:00", tick=False):
        client.force_login(there.lead)
        asked = client.post(path, typed)
        assert (asked.status_code, 'name="over_summer"' in asked.content.decode()) == (422, True)
        assert not Attendance.objects.exists()
        client.post(path, typed | {"over_summer": "on"})
    assert sessions(series)[-1].date == dt.date(2027, 9, 8)


def test_a_group_goes_on_without_one_who_is_absent(there: World) -> None:
    first = sessions(book(there))[0]
    assert actions.tell(session=first, people=[there.pupils[0]], by=there.lead) is False
    first.refresh_from_db()
    assert first.state == "planned"
    assert there.pupils[0] not in queries.expected(first, there.lead)


def test_nobody_chosen_and_nothing_freed(there: World, two) -> None:
    absent, other = (sessions(series)[0] for series in two)
    assert refusal(actions.tell, session=absent, people=[], by=there.lead) == "nobody"
    assert refusal(actions.reuse, freed=absent, session=other, by=there.manager) == "not-free"


def test_whoever_is_absent_too_is_not_offered_the_time(there: World, two) -> None:
    third = with_course(there, there.pupils[2], there.practitioner, start=TEN + 180)[1]
    fourth = with_course(there, there.pupils[3], there.practitioner, start=TEN + 120)[1]
    actions.tell(session=sessions(two[0])[0], people=[there.pupils[0]], by=there.lead)
    actions.tell(session=sessions(fourth)[0], people=[there.pupils[3]], by=there.lead)
    freed = sessions(two[0])[0]
    could = queries.who_could_use(freed, there.manager)
    assert {one.session.series for one in could} == {two[1], third}


def test_whoever_was_there_today_already_is_not_offered_the_time(there: World, two) -> None:
    freed = sessions(two[0])[0]
    actions.tell(session=freed, people=[there.pupils[0]], by=there.lead)
    with time_machine.travel("2026-09-16 14:30+01:00", tick=False):
        assert queries.who_could_use(sessions(two[0])[0], there.manager) == []


def test_somebody_with_two_courses_is_offered_the_time_once(there: World, two) -> None:
    earlier = book(
        there, offer(there, start=TEN + 180), programme=one_to_one(there), practitioners=[there.practitioner],
        pupils=[there.pupils[1]],
    )  # fmt: skip
    actions.tell(session=sessions(two[0])[0], people=[there.pupils[0]], by=there.lead)

    could = queries.who_could_use(sessions(two[0])[0], there.manager)

    assert [(one.person, one.session.series) for one in could] == [(there.pupils[1], earlier)]


class TestThereAfterAll:
    @pytest.mark.parametrize("add_at_end", [False, True])
    def test_a_session_takes_place_again_at_its_time(self, client: Client, there: World, two, add_at_end) -> None:
        first = sessions(two[0])[0]
        actions.tell(session=first, people=[there.pupils[0]], by=there.lead, add_at_end=add_at_end)
        client.force_login(there.lead)
        path = f"/sessions/{first.pk}/absent/undo/"
        assert path in client.get(f"/sessions/{first.pk}/").content.decode()
        assert path in client.get(f"/sessions/{first.pk}/absent/").content.decode()
        assert client.post(path, {}).status_code == 422
        done = client.post(path, {"people": str(there.pupils[0].pk)}, follow=True).content.decode()
        assert "takes place after all" in done
        on = [s for s in sessions(two[0]) if s.state == "planned"]
        assert ([s.number for s in on], on[0].date, Attendance.objects.count()) == ([1, 2, 3, 4, 5, 6], TODAY, 0)
        assert "There after all" not in done

    def test_not_once_the_time_was_given_to_somebody_else(self, client: Client, there: World, two) -> None:
        freed, other = (sessions(series)[0] for series in two)
        actions.tell(session=freed, people=[there.pupils[0]], by=there.lead)
        freed.refresh_from_db()
        actions.reuse(freed=freed, session=other, by=there.manager)
        client.force_login(there.lead)
        told = client.get(f"/sessions/{freed.pk}/absent/undo/")
        assert (told.status_code, "The time was given to somebody else since" in told.content.decode()) == (403, True)
        assert "absent/undo" not in client.get(f"/sessions/{freed.pk}/").content.decode()
        assert Attendance.objects.count() == 1

    def test_one_of_a_group_comes_after_all(self, there: World) -> None:
        first = sessions(book(there))[0]
        assert refusal(actions.undo, session=first, people=[there.pupils[0]], by=there.lead) == "nobody"
        actions.tell(session=first, people=[there.pupils[0]], by=there.lead)
        assert refusal(actions.undo, session=first, people=[there.pupils[1]], by=there.lead) == "nobody"
        assert actions.undo(session=first, people=[there.pupils[0]], by=there.lead) is False
        assert there.pupils[0] in queries.expected(first, there.lead)

    def test_only_on_the_day(self, there: World, two) -> None:
        first = sessions(two[0])[0]
        actions.tell(session=first, people=[there.pupils[0]], by=there.lead)
        first.refresh_from_db()
        with time_machine.travel("2026-09-16 12:30+01:00", tick=False):
            assert refusal(actions.undo, session=first, people=[there.pupils[0]], by=there.lead) == "not-today"


class TestWhoWaits:
    def waiting(self, there: World, number: int, *, days: int = 20, **more) -> Referral:
        """Accepted for 1:1 at the school."""
        given = {"state": ReferralState.WAITING, "pathway": Pathway.ONE_TO_ONE, **more}
        received_on = TODAY - dt.timedelta(days=days)
        return ReferralFactory(
            team=there.team, school=there.school, young_person=there.pupils[number], received_on=received_on, **given
        )

    def freed(self, there: World, series: Series) -> SupportSession:
        first = sessions(series)[0]
        actions.tell(session=first, people=[there.pupils[0]], by=there.lead)
        first.refresh_from_db()
        return first

    def test_somebody_allocated_begins_in_it(self, client: Client, there: World) -> None:
        series = with_course(there, there.pupils[0], there.practitioner)[1]
        mine = self.waiting(there, 1, state=ReferralState.ALLOCATED, practitioner=there.practitioner)
        freed = self.freed(there, series)
        client.force_login(there.practitioner.user)
        page = client.get(f"/sessions/{freed.pk}/absent/").content.decode()
        assert f"/referrals/{mine.pk}/book/?freed={freed.pk}" in page
        first_step = client.get(f"/referrals/{mine.pk}/book/?freed={freed.pk}").content.decode()
        assert "The second session is on this date" in first_step
        assert 'value="23"' in first_step  # a week after the first session, which is today
        asked = (
            f"/referrals/{mine.pk}/book/?freed={freed.pk}&programme={one_to_one(there).pk}"
            "&earliest_on_0=21&earliest_on_1=9&earliest_on_2=2026&when_shut=move"
        )
        key = re.findall(r'name="offer" value="(\w+)"', client.get(asked).content.decode())[0]
        check = " ".join(client.post(asked, {"offer": key}).content.decode().split())
        assert "Their first session is today, 10:00 to 11:00" in check
        assert [number for number in range(1, 8) if f"<li>{number}. " in check] == [1, 2, 3, 4, 5, 6]
        assert "<li>1. Wednesday 16 September, 10:00" in check
        client.post(asked, {"offer": key, "confirm": "yes"})

        course = mine.courses.get().series
        planned = [s for s in sessions(course) if s.state == "planned"]
        assert [s.number for s in planned] == [1, 2, 3, 4, 5, 6]
        assert (planned[0].date, planned[0].start_minute) == (TODAY, TEN)
        assert planned[1].date < TODAY + dt.timedelta(days=10)  # the first of the dates offered: no week is empty
        assert queries.is_given_away(freed)
        assert client.get(asked).status_code == 403

    def test_those_who_cannot_begin_then_are_not_named(self, client: Client, there: World) -> None:
        series = with_course(there, there.pupils[0], there.practitioner)[1]
        longest, shorter = self.waiting(there, 1, days=30), self.waiting(there, 2)
        with recording.acting(by=SYSTEM, verb="test"):
            there.pupils[2].consent_decisions.all().delete()
        self.waiting(there, 3, pathway=Pathway.GROUP)
        freed = self.freed(there, series)

        for viewer, may in ((there.manager, True), (there.practitioner.user, False), (there.lead, None)):
            found = freed_time.who_could_begin(freed, as_user(viewer))
            assert [(one.referral, one.may_allocate) for one in found] == ([] if may is None else [(longest, may)])
        client.force_login(there.manager)
        page = client.get(f"/sessions/{freed.pk}/absent/").content.decode()
        assert (f"/referrals/{longest.pk}/allocate/" in page, shorter.young_person.name in page) == (True, False)

    def test_only_with_whose_time_it_is_and_as_long_as_it_is(self, there: World) -> None:
        series = with_course(there, there.pupils[0], there.practitioner)[1]
        other = self.waiting(there, 1, state=ReferralState.ALLOCATED, practitioner=there.practitioners[1])
        mine = self.waiting(there, 2, state=ReferralState.ALLOCATED, practitioner=there.practitioner)
        freed = self.freed(there, series)
        given = {"freed": freed, "programme": ProgrammeFactory(one_to_one=True, session_minutes=90), "offer": None}
        assert refusal(actions.begin, referral=other, by=there.manager, **given) == "practitioner"
        assert refusal(actions.begin, referral=mine, by=there.manager, **given) == "too-long"
