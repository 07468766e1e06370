import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict
from sessions_app.models import HandOver, Referral
from sessions_app.queries import hand_over
from sessions_app.rules import weeks
from tests.factories import (
    AbsenceFactory,
    PractitionerFactory,
    RoomFactory,
    TeamFactory,
    World,
    member_of,
    world,
)
from tests.factories.calendar import SpecialDayFactory
from tests.factories.places import RoomBlockFactory
from tests.support.booking import TEN, book, sessions
from tests.support.courses import held, with_course

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

NOTE = "Likes to draw."


@pytest.fixture
def there() -> World:
    return world(pupils=2)


@pytest.fixture
def client(client: Client, there: World) -> Client:
    client.force_login(there.manager)
    return client


def test_choose_check_and_confirm(client: Client, there: World) -> None:
    leaver, next_one = there.practitioners
    referral, _ = with_course(there, there.pupils[0], leaver)
    path = f"/caseload/{leaver.pk}/hand-over/"
    assert there.pupils[0].name in client.get(path).content.decode()
    typed = {
        f"to-{referral.pk}": str(next_one.pk),
        f"note-{referral.pk}": "Likes to draw.",
        f"told-{referral.pk}": "on",
    }

    check = client.post(path, typed).content.decode()

    assert "All sessions to come stay at their times" in check
    assert "Has been told" in check
    assert Referral.objects.get().practitioner == leaver
    answer = client.post(path, typed | {"confirm": "yes"}, follow=True)
    assert "Handed over: 1 young person." in answer.content.decode()
    assert (Referral.objects.get().practitioner, HandOver.objects.get().note) == (next_one, "Likes to draw.")


def test_whoever_takes_over_reads_the_note_and_nobody_who_gave_them_up(client: Client, there: World) -> None:
    leaver, next_one = there.practitioners
    referral, _ = with_course(there, there.pupils[0], leaver)
    typed = {f"to-{referral.pk}": str(next_one.pk), f"note-{referral.pk}": NOTE, "confirm": "yes"}
    assert NOTE not in client.get(f"/referrals/{referral.pk}/").content.decode()
    client.post(f"/caseload/{leaver.pk}/hand-over/", typed)

    for reader, reads in ((next_one.user, True), (there.manager, True), (leaver.user, False)):
        client.force_login(reader)
        page = client.get(f"/referrals/{referral.pk}/").content.decode()
        assert (NOTE in page, f"Handed over by {leaver}" in page) == (reads, reads)
        told = client.get(f"/referrals/{referral.pk}/history/").content.decode()
        assert (f"Handed over to {next_one}" in told, NOTE in told) == (True, reads)
    client.force_login(next_one.user)
    assert "has not been told yet who comes next" in client.get(f"/referrals/{referral.pk}/").content.decode()


def test_that_they_were_told_is_written_down_later_by_whoever_works_with_them(client: Client, there: World) -> None:
    leaver, next_one = there.practitioners
    referral = held(there, there.pupils[0], leaver)  # with no session to come
    page, told = f"/referrals/{referral.pk}/", f"/referrals/{referral.pk}/told/"
    assert client.get(told).status_code == 404  # nobody was handed over
    client.post(f"/caseload/{leaver.pk}/hand-over/",
                {f"to-{referral.pk}": str(next_one.pk), f"note-{referral.pk}": NOTE, "confirm": "yes"})  # fmt: skip
    stranger = member_of(TeamFactory(), RoleName.TEAM_MANAGER)
    for reader, status in ((leaver.user, 403), (there.lead, 404), (stranger, 404), (next_one.user, 200)):
        client.force_login(reader)
        assert client.get(told).status_code == status
    assert f'href="{told}"' in client.get(page).content.decode()
    untold = "They have not been told yet who comes next."
    assert untold in client.get("/caseload/").content.decode()

    for day in ("31/12/2026", "", "1/1/2020"):
        assert client.post(told, dict(zip(("on_0", "on_1", "on_2"), day.split("/"), strict=False))).status_code == 422
    client.post(told, {"on_0": "14", "on_1": "9", "on_2": "2026"})

    made = HandOver.objects.get()
    assert (made.told_on, made.told_by) == (dt.date(2026, 9, 14), next_one.user)
    assert AuditEvent.objects.filter(row_id=str(made.pk), verb="hand_over.told", kind="changed").count() == 1
    again = client.get(page).content.decode()
    assert f"told on 14 September 2026; written down by {next_one.user.name}" in again
    assert (told in again, client.get(told).status_code) == (False, 409)
    assert untold not in client.get("/caseload/").content.decode()


def test_a_group_that_goes_too_is_on_the_page_to_be_checked(client: Client, there: World) -> None:
    series = book(there)
    taker = PractitionerFactory(team=there.team, at=[there.school])
    path = f"/caseload/{there.practitioners[0].pk}/hand-over/"

    check = client.post(path, {f"run-{series.pk}": str(taker.pk)}).content.decode()

    assert f'<th scope="row">{series}</th><td data-label="Goes to">{taker}</td>' in check


def test_what_collides_needs_an_answer(client: Client, there: World) -> None:
    leaver, next_one = there.practitioners
    referral, series = with_course(there, there.pupils[0], leaver)
    with_course(there, there.pupils[1], next_one, room=RoomFactory(school=there.school))
    path = f"/caseload/{leaver.pk}/hand-over/"
    typed = {f"to-{referral.pk}": str(next_one.pk), f"note-{referral.pk}": NOTE, "confirm": "yes"}

    unanswered = client.post(path, typed).content.decode()
    assert "6 sessions cannot stay as they are" in unanswered
    name = there.pupils[0].name
    assert f"{name}, {there.school}, 6 sessions: choose what becomes of these sessions" in unanswered
    one_of_six = {f"session-{sessions(series)[0].pk}": "cancel"}
    for asked in (one_of_six, one_of_six | {f"all-{series.pk}": "each"}):
        some = client.post(path, typed | asked).content.decode()
        assert "Wednesday 16 September, 10:00: choose what becomes of this session" not in some
        assert f"{name}, {there.school}, Wednesday 23 September, 10:00: choose what becomes of this session" in some
        assert '<details class="nhsuk-details" open>' in some  # where the errors are
    later = "Cancel it, and add one after the last"
    dates = ("4 November", "11 November", "18 November", "25 November", "2 December", "9 December")
    assert [f"{later}: Wednesday {date}, 10:00 to 11:00" in unanswered for date in dates] == [True] * 6
    answers = {f"session-{session.pk}": "cancel" for session in sessions(series)}
    client.post(path, typed | answers)

    assert Referral.objects.get(pk=referral.pk).practitioner == next_one
    assert {session.state for session in sessions(series)} == {"cancelled"}


@pytest.mark.parametrize(
    ("answer", "planned"),
    [("cancel", []), ("later", [(11, 4), (11, 11), (11, 18), (11, 25), (12, 2), (12, 9)]), ("first", None)],
)
def test_one_answer_for_all_sessions_of_a_run(client: Client, there: World, answer: str, planned) -> None:
    leaver, next_one = there.practitioners
    referral, series = with_course(there, there.pupils[0], leaver)
    with_course(there, there.pupils[1], next_one, room=RoomFactory(school=there.school))
    typed = {f"to-{referral.pk}": str(next_one.pk), f"note-{referral.pk}": NOTE}
    path = f"/caseload/{leaver.pk}/hand-over/"
    check = client.post(path, typed).content.decode()
    assert "4 November, 11 November, 18 November, 25 November, 2 December, 9 December." in check
    assert re.findall(r"<details[^>]*>", check) == ['<details class="nhsuk-details">']
    client.post(path, typed | {f"all-{series.pk}": answer, "confirm": "yes"})
    assert Referral.objects.get(pk=referral.pk).practitioner == next_one
    left = [session for session in sessions(series) if session.state == "planned"]
    if planned is None:  # each moved within its week or to the next
        assert (len(left), {session.start_minute for session in left} != {TEN}) == (6, True)
    else:
        assert [(session.date.month, session.date.day) for session in left] == planned


def test_twelve_sessions_that_collide_cost_as_many_queries_as_one(client: Client, there: World) -> None:
    """Each is looked at for other times, and for the week in which one would be added at the end."""
    leaver, next_one = there.practitioners
    courses = [with_course(there, pupil, leaver, start=TEN + 60 * n) for n, pupil in enumerate(there.pupils)]
    path = f"/caseload/{leaver.pk}/hand-over/"

    def cost(courses: list, until: dt.date) -> tuple[int, str]:
        absence = AbsenceFactory(practitioner=next_one, starts_on=dt.date(2026, 9, 16), ends_on=until)
        typed = {f"to-{referral.pk}": str(next_one.pk) for referral, _ in courses}
        typed |= {f"note-{referral.pk}": NOTE for referral, _ in courses}
        with CaptureQueriesContext(connection) as asked:
            page = client.post(path, typed).content.decode()
        with recording.acting(by=SYSTEM, verb="test"):
            absence.delete()
        return len(asked), page

    cost(courses, dt.date(2026, 10, 21))  # fills what a process keeps
    one, few = cost(courses[:1], dt.date(2026, 9, 16))
    twelve, many = cost(courses, dt.date(2026, 10, 21))

    assert ("1 session cannot stay" in few, "12 sessions cannot stay" in many) == (True, True)
    assert few.count("add one after the last: Wednesday") == 1
    assert many.count("add one after the last: Wednesday") == 12
    assert twelve == one


def test_what_is_added_is_known_before_it_is_confirmed(client: Client, there: World) -> None:
    leaver, next_one = there.practitioners
    referral, series = with_course(there, there.pupils[0], leaver)
    first = sessions(series)[0]
    AbsenceFactory(practitioner=next_one, starts_on=first.date, ends_on=first.date)
    path = f"/caseload/{leaver.pk}/hand-over/"
    typed = {f"to-{referral.pk}": str(next_one.pk), f"note-{referral.pk}": NOTE}
    assert "add one after the last: Wednesday 4 November, 10:00 to 11:00" in client.post(path, typed).content.decode()
    client.post(path, typed | {f"session-{first.pk}": "later", "confirm": "yes"})
    assert sessions(series)[-1].date == dt.date(2026, 11, 4)


def test_where_the_added_week_is_shut_that_day_whoever_takes_over_is_asked(client: Client, there: World) -> None:
    """Wednesday 4 November is shut, and on the Friday only whoever takes over is there."""
    leaver, next_one = there.practitioners
    referral, series = with_course(there, there.pupils[0], leaver)
    for person, day in ((next_one, sessions(series)[0].date), (leaver, dt.date(2026, 11, 6))):
        AbsenceFactory(practitioner=person, starts_on=day, ends_on=day)
    SpecialDayFactory(calendar=there.school.calendar, starts_on=dt.date(2026, 11, 4))
    typed = {f"to-{referral.pk}": str(next_one.pk), f"note-{referral.pk}": NOTE}
    check = client.post(f"/caseload/{leaver.pk}/hand-over/", typed).content.decode()
    assert "add one after the last: Friday 6 November, 10:00 to 11:00" in check


def test_other_times_are_looked_for_only_for_the_first(client: Client, there: World, monkeypatch) -> None:
    for module in (hand_over, weeks):
        monkeypatch.setattr(module, "WITH_TIMES", 2)
    leaver, next_one = there.practitioners
    AbsenceFactory(practitioner=next_one, starts_on=dt.date(2026, 9, 15), ends_on=dt.date(2026, 10, 31))
    referral, _ = with_course(there, there.pupils[0], leaver)
    typed = {f"to-{referral.pk}": str(next_one.pk), f"note-{referral.pk}": NOTE}
    check = client.post(f"/caseload/{leaver.pk}/hand-over/", typed).content.decode()
    assert "6 sessions cannot stay as they are" in check
    assert "Other times are looked for only for the first 2" in check
    assert check.count("add one after the last: Wednesday") == 2
    assert check.count("In the first week that will do when you hand over") == 4


def test_what_cannot_be_added_says_so_before_it_is_confirmed(client: Client, there: World) -> None:
    leaver, next_one = there.practitioners
    referral, series = with_course(there, there.pupils[0], leaver)
    first, last = sessions(series)[0].date, sessions(series)[-1].date
    AbsenceFactory(practitioner=next_one, starts_on=first, ends_on=first)
    RoomBlockFactory(room=there.room, starts_on=last + dt.timedelta(days=1), ends_on=last + dt.timedelta(weeks=40))
    typed = {f"to-{referral.pk}": str(next_one.pk), f"note-{referral.pk}": NOTE}
    check = client.post(f"/caseload/{leaver.pk}/hand-over/", typed).content.decode()
    assert "No session can be added at the end: on Wednesday 4 November at 10:00" in check


def test_each_who_goes_needs_a_note_and_nobody_else(client: Client, there: World) -> None:
    leaver, next_one = there.practitioners
    goes, _ = with_course(there, there.pupils[0], leaver)
    with_course(there, there.pupils[1], leaver, start=TEN + 120)
    path = f"/caseload/{leaver.pk}/hand-over/"
    answer = client.post(path, {f"to-{goes.pk}": str(next_one.pk)})
    asked = answer.content.decode()
    assert answer.status_code == 422
    wanted = "Write what whoever takes over should know of"
    assert f"{wanted} {there.pupils[0]}" in asked
    assert f"{wanted} {there.pupils[1]}" not in asked
    assert (
        "Check and hand over"
        in client.post(path, {f"to-{goes.pk}": str(next_one.pk), f"note-{goes.pk}": NOTE}).content.decode()
    )


def test_what_was_typed_is_kept_when_somebody_goes_back_to_change_it(client: Client, there: World) -> None:
    leaver, next_one = there.practitioners
    referral, _ = with_course(there, there.pupils[0], leaver)
    typed = {f"to-{referral.pk}": str(next_one.pk), f"note-{referral.pk}": "Likes to draw.", "change": "yes"}
    answer = client.post(f"/caseload/{leaver.pk}/hand-over/", typed)
    assert (answer.status_code, "Likes to draw." in answer.content.decode()) == (200, True)


def test_one_young_person_goes_from_their_own_page(client: Client, there: World) -> None:
    leaver, next_one = there.practitioners
    referral, _ = with_course(there, there.pupils[0], leaver)
    assert f"/referrals/{referral.pk}/hand-over/" in client.get(f"/referrals/{referral.pk}/").content.decode()
    typed = {f"to-{referral.pk}": str(next_one.pk), f"note-{referral.pk}": NOTE, "confirm": "yes"}
    client.post(f"/referrals/{referral.pk}/hand-over/", typed)
    assert Referral.objects.get().practitioner == next_one


def test_a_collision_that_comes_up_at_the_last_moment_is_said_on_the_page(
    client: Client, there: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaver, next_one = there.practitioners
    referral, _ = with_course(there, there.pupils[0], leaver)

    def too_late(**given: object) -> None:
        raise Conflict("That time is no longer free: a practitioner is already taken.")

    monkeypatch.setattr("sessions_app.views.hand_over.actions.hand_over", too_late)
    typed = {f"to-{referral.pk}": str(next_one.pk), f"note-{referral.pk}": NOTE, "confirm": "yes"}
    answer = client.post(f"/caseload/{leaver.pk}/hand-over/", typed)

    assert answer.status_code == 409
    assert "That time is no longer free" in answer.content.decode()


def test_nothing_to_hand_over_is_said(client: Client, there: World) -> None:
    answer = client.get(f"/caseload/{there.practitioner.pk}/hand-over/").content.decode()
    assert "Nothing to hand over" in answer
