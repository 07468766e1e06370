import pytest
import time_machine

from mhst.core.errors import Conflict, Refused
from sessions_app.actions import attendance as actions
from sessions_app.enums import AttendanceCode, Mechanism, ReferralState, SessionState, WhyNotThere
from sessions_app.models import Attendance, AttendanceChange, HeadCount, SessionRecord
from sessions_app.rules.attendance import Came
from tests.factories import A_MONDAY, ProgrammeFactory, World, world
from tests.support.timetable import as_user, session_in
from tests.support.writing_up import AFTERWARDS, WEEK, one_to_one, session_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
SEEN = Came(AttendanceCode.ON_TIME, minutes=45)
FORGOT = Came(AttendanceCode.NOT_BROUGHT, why_not_there=WhyNotThere.FORGOT)


@pytest.fixture(autouse=True)
def afterwards():
    with time_machine.travel(AFTERWARDS, tick=False):
        yield


@pytest.fixture
def there() -> World:
    return world(pupils=3)


def test_whoever_came_has_a_contact_and_a_note_begun_each(there: World) -> None:
    session = session_in(there)

    actions.record(
        session=session, came={there.pupils[0].pk: SEEN, there.pupils[1].pk: FORGOT}, by=there.practitioner.user
    )

    rows = Attendance.objects.order_by("code").values_list("young_person", "code", "minutes", "why_not_there")
    assert list(rows) == [
        (there.pupils[1].pk, AttendanceCode.NOT_BROUGHT, None, WhyNotThere.FORGOT),
        (there.pupils[0].pk, AttendanceCode.ON_TIME, 45, ""),
    ]
    assert SessionRecord.objects.count() == 2
    session.refresh_from_db()
    assert (session.state, session.version) == (SessionState.HELD, 2)


def test_the_first_contact_and_the_last_are_kept_on_the_referral(there: World) -> None:
    referral = one_to_one(there)
    person = there.pupils[0].pk
    by = there.practitioner.user
    actions.record(session=session_of(referral, 1), came={person: SEEN}, by=by)
    with time_machine.travel(AFTERWARDS + WEEK, tick=False):
        actions.record(session=session_of(referral, 2), came={person: SEEN}, by=by)

    referral.refresh_from_db()
    assert (referral.first_contact_on, referral.last_seen_on) == (A_MONDAY, A_MONDAY + WEEK)
    assert referral.state == ReferralState.ALLOCATED  # a person moves it


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        (Came(AttendanceCode.LATE_SEEN, minutes=20), A_MONDAY, A_MONDAY),
        (Came(AttendanceCode.ON_TIME, mechanism=Mechanism.VIDEO, minutes=20), A_MONDAY, A_MONDAY),
        (Came(AttendanceCode.ON_TIME, mechanism=Mechanism.CHAT_ROOM, minutes=20), None, A_MONDAY),
        (Came(AttendanceCode.LATE_NOT_SEEN, why_not_there=WhyNotThere.EXAM), None, None),
        (Came(AttendanceCode.CANCELLED_BY_PERSON), None, None),
        (Came(AttendanceCode.CANCELLED_BY_SERVICE), None, None),
    ],
)
def test_what_counts_as_a_contact(there: World, said: Came, first, last) -> None:
    referral = one_to_one(there)
    actions.record(session=session_of(referral), came={there.pupils[0].pk: said}, by=there.practitioner.user)

    referral.refresh_from_db()
    assert (referral.first_contact_on, referral.last_seen_on) == (first, last)


def test_a_correction_keeps_what_was_said_and_works_the_dates_out_anew(there: World) -> None:
    referral = one_to_one(there)
    by = there.practitioner.user
    session = session_of(referral)
    [row] = actions.record(session=session, came={there.pupils[0].pk: SEEN}, by=by)
    actions.correct(
        attendance=row, came=FORGOT, why="Wrong week.", seen_at=row.recorded_at.isoformat(), by=there.manager
    )

    was = AttendanceChange.objects.get()
    assert (was.was_code, was.was_minutes, was.why, was.changed_by) == ("5", 45, "Wrong week.", there.manager)
    row.refresh_from_db()
    assert (row.code, row.minutes, row.why_not_there) == (AttendanceCode.NOT_BROUGHT, None, WhyNotThere.FORGOT)
    referral.refresh_from_db()
    assert (referral.first_contact_on, referral.last_seen_on) == (None, None)


def test_a_correction_of_what_somebody_else_corrected_is_refused(there: World) -> None:
    session = session_of(one_to_one(there))
    by = there.practitioner.user
    [row] = actions.record(session=session, came={there.pupils[0].pk: SEEN}, by=by)
    seen_at = row.recorded_at.isoformat()
    with time_machine.travel(AFTERWARDS + WEEK, tick=False):
        actions.correct(attendance=row, came=FORGOT, why="Wrong week.", seen_at=seen_at, by=by)
        with pytest.raises(Conflict, match="in the meantime"):
            actions.correct(attendance=row, came=SEEN, why="No.", seen_at=seen_at, by=by)


def test_a_correction_says_why(there: World) -> None:
    session = session_of(one_to_one(there))
    by = there.practitioner.user
    [row] = actions.record(session=session, came={there.pupils[0].pk: SEEN}, by=by)
    with pytest.raises(Refused, match="Say why"):
        actions.correct(attendance=row, came=FORGOT, why=" ", seen_at=row.recorded_at.isoformat(), by=by)


def test_nobody_is_written_down_twice(there: World) -> None:
    session = session_in(there)
    by = there.practitioner.user
    actions.record(session=session, came={there.pupils[0].pk: SEEN}, by=by)
    with pytest.raises(Conflict, match="already written down"):
        actions.record(session=session, came={there.pupils[0].pk: FORGOT}, by=there.practitioners[1].user)
    assert Attendance.objects.get().code == AttendanceCode.ON_TIME


def test_only_those_with_a_place_are_written_down(there: World) -> None:
    with pytest.raises(Refused, match="somebody in this session"):
        actions.record(session=session_in(there), came={there.other_pupils[0].pk: SEEN}, by=there.practitioner.user)


def test_nothing_is_written_before_it_begins_or_when_it_did_not_take_place(there: World) -> None:
    referral = one_to_one(there)
    by = there.practitioner.user
    with pytest.raises(Refused, match="begins on Monday 21 September at 10:00"):
        actions.record(session=session_of(referral, 2), came={there.pupils[0].pk: SEEN}, by=by)
    with pytest.raises(Refused, match="was cancelled"):
        actions.record(session=session_in(there, cancelled=True), came={there.pupils[0].pk: SEEN}, by=by)


def test_others_do_not_write_about_a_session_that_is_not_theirs(there: World) -> None:
    referral = one_to_one(there)
    for who in (there.practitioners[1].user, there.administrator, there.lead):
        with pytest.raises(Refused):
            actions.record(session=session_of(referral), came={there.pupils[0].pk: SEEN}, by=as_user(who))
    assert not Attendance.objects.exists()


def test_heads_are_counted_where_nobody_is_known_by_name(there: World) -> None:
    programme = ProgrammeFactory(workshop=True)
    session = session_in(there, programme=programme, number=1)
    with pytest.raises(Refused, match="known by name"):
        actions.count_heads(session=session, kind="01", came=28, minutes=60, by=there.practitioner.user)

    empty = session_in(world(pupils=0), programme=programme, number=1)
    holder = empty.facilitations.first().practitioner.user
    actions.count_heads(session=empty, kind="01", came=28, minutes=60, by=holder)
    actions.count_heads(session=empty, kind="01", came=27, minutes=60, by=holder)

    assert list(HeadCount.objects.values_list("came", "minutes")) == [(27, 60)]
    empty.refresh_from_db()
    assert empty.state == SessionState.HELD
