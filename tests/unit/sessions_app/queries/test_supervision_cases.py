"""Who of a caseload is talked about first, and why."""

import datetime as dt

import pytest

from sessions_app.enums import AttendanceCode, ReferralState, WhyFirst
from sessions_app.models import Referral
from sessions_app.queries.supervision_cases import cases
from tests.factories import AttendanceFactory, SeriesFactory, SupportSessionFactory
from tests.factories.casework import CourseFactory, MeasureFactory, SupervisionDecisionFactory, SupervisionFactory
from tests.support.measures import course
from tests.support.supervising import Supervising, supervising

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def friday(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def there() -> Supervising:
    return supervising()


def known(there: Supervising, **given: object) -> Referral:
    """Somebody who was talked about before, and was seen last week."""
    case = there.case(**{"last_seen_on": TODAY - dt.timedelta(7), **given})
    before = SupervisionFactory(practitioner=there.practitioner, signed=True)
    SupervisionDecisionFactory(referral=case, supervision=before)
    return case


def course_of(case: Referral, *, seen: int = 0, ahead: bool = True) -> None:
    series = SeriesFactory(team=case.team, school=case.school)
    CourseFactory(referral=case, series=series)
    for number in range(1, seen + 1):
        session = SupportSessionFactory(series=series, number=number, date=TODAY - dt.timedelta(number), held=True)
        AttendanceFactory(session=session, young_person=case.young_person, code=AttendanceCode.ON_TIME)
    if ahead:
        SupportSessionFactory(series=series, number=seen + 1, date=TODAY + dt.timedelta(7))


def why(there: Supervising) -> dict[Referral, tuple[WhyFirst, ...]]:
    supervision = SupervisionFactory(practitioner=there.practitioner, supervisor=there.supervisor, minutes=0)
    return {case.referral: case.why for case in cases(supervision, there.supervisor)}


def test_somebody_who_is_all_right_has_no_reason(there: Supervising) -> None:
    calm = known(there)
    assert why(there) == {calm: ()}


def test_each_reason(there: Supervising) -> None:
    new = there.case(last_seen_on=TODAY)
    late = known(there)
    MeasureFactory(referral=late, due_on=TODAY - dt.timedelta(1))
    never_asked = known(there)
    course(never_asked, TODAY - dt.timedelta(7), TODAY + dt.timedelta(7))
    due = known(there, review_due_on=TODAY)
    review = known(there, state=ReferralState.REVIEW)
    many = known(there)
    course_of(many, seen=9)
    unseen = known(there, last_seen_on=TODAY - dt.timedelta(21))
    closing = known(there)
    course_of(closing, seen=1, ahead=False)

    assert why(there) == {
        new: (WhyFirst.NEW,),
        late: (WhyFirst.OVERDUE_MEASURE,),
        never_asked: (WhyFirst.OVERDUE_MEASURE,),
        due: (WhyFirst.REVIEW_DUE,),
        review: (WhyFirst.REVIEW_DUE,),
        many: (WhyFirst.MANY_SESSIONS,),
        unseen: (WhyFirst.NOT_SEEN,),
        closing: (WhyFirst.CLOSING,),
    }


def test_the_edges(there: Supervising) -> None:
    today = known(there)
    MeasureFactory(referral=today, due_on=TODAY)
    eight = known(there)
    course_of(eight, seen=8)
    almost = known(there, last_seen_on=TODAY - dt.timedelta(20))
    paused = known(
        there, state=ReferralState.PAUSED, paused_from=ReferralState.ASSESSMENT, last_seen_on=TODAY - dt.timedelta(60)
    )
    tomorrow = known(there, review_due_on=TODAY + dt.timedelta(1))

    assert why(there) == dict.fromkeys([today, eight, almost, paused, tomorrow], ())


def test_they_come_in_the_order_of_the_reasons_and_the_rest_after(there: Supervising) -> None:
    calm = known(there, received_on=TODAY - dt.timedelta(200))
    unseen = known(there, last_seen_on=TODAY - dt.timedelta(30))
    due = known(there, review_due_on=TODAY)
    new = there.case()
    assert list(why(there)) == [new, due, unseen, calm]


def test_it_is_the_whole_caseload_and_nobody_elses(there: Supervising) -> None:
    mine = there.case()
    supervising().case()
    there.case(state=ReferralState.CLOSED, closed_on=TODAY, closed_because="02")
    assert list(why(there)) == [mine]
