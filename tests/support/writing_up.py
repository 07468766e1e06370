"""Sessions to write about, for tests."""

import datetime as dt
from typing import Any

from mhst.people.models import YoungPerson
from sessions_app.enums import AttendanceCode, ReferralState
from sessions_app.models import Attendance, Referral, SupportSession
from sessions_app.queries.session_record import Sheet, sheets
from tests.factories import A_MONDAY, AttendanceFactory, ProgrammeFactory, SeriesFactory, SupportSessionFactory, World
from tests.factories.casework import CourseFactory, ReferralFactory

#: An hour after the first session has begun.
AFTERWARDS = dt.datetime.combine(A_MONDAY, dt.time(11), tzinfo=dt.UTC)
WEEK = dt.timedelta(weeks=1)


def one_to_one(there: World, *, sessions: int = 8, state: str = ReferralState.ALLOCATED, **given: Any) -> Referral:
    """A referral that the first practitioner holds, with a weekly course of its own from `A_MONDAY` at ten."""
    person = there.pupils[0]
    referral = ReferralFactory(
        team=there.team, school=there.school, young_person=person, state=state, practitioner=there.practitioner,
        **{"received_on": A_MONDAY - WEEK, **given},
    )  # fmt: skip
    programme = ProgrammeFactory(one_to_one=True, session_count=sessions)
    series = SeriesFactory(
        programme=programme, team=there.team, school=there.school, room=there.room, capacity=1, pupils=[person]
    )
    for number in range(1, sessions + 1):
        date = A_MONDAY + (number - 1) * WEEK
        SupportSessionFactory(series=series, number=number, date=date, led_by=[there.practitioner])
    CourseFactory(referral=referral, series=series, started_on=A_MONDAY)
    return referral


def session_of(referral: Referral, number: int = 1) -> SupportSession:
    return SupportSession.objects.select_related("series__programme", "series__team", "series__school").get(
        series__courses__referral=referral, number=number
    )


def sheet(session: SupportSession, person: YoungPerson | None = None) -> Sheet:
    """How what is written about somebody at this session stands now."""
    found = sheets(SupportSession.objects.select_related("series__programme", "series__team").get(pk=session.pk))
    return next(one for one in found if person is None or one.person == person)


def came(session: SupportSession, code: str = AttendanceCode.ON_TIME, **given: Any) -> Attendance:
    """Whether the one young person of this session came, as a row and no more."""
    person = session.series.places.get(young_person__isnull=False).young_person
    return AttendanceFactory(session=session, young_person=person, code=code, **given)
