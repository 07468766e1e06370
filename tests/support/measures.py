"""Somebody in support, with questionnaires to fill in. Wording of packs in tests is invented."""

import datetime as dt
import json
from collections import Counter
from typing import Any
from uuid import UUID

from mhst.core import clock
from mhst.core.actors import Machine
from mhst.core.errors import Refused
from mhst.people.enums import Gender
from sessions_app.actions import measure as actions
from sessions_app.enums import FilledIn, Occasion, Rater, ReferralState, SessionState
from sessions_app.models import Measure, Referral, SupportSession
from tests.factories import AttendanceFactory, SeriesFactory, SupportSessionFactory, World, YoungPersonFactory
from tests.factories.casework import CourseFactory, MeasureFactory, ReferralFactory

PHONE = Machine("questionnaire link")
RECEIVED = dt.date(2026, 9, 7)


def somebody(there: World, state: str = ReferralState.IN_INTERVENTION, **more: Any) -> Referral:
    """A girl of twelve, in support with the first practitioner since September."""
    person = more.pop("young_person", None) or YoungPersonFactory(
        school=there.school, gender=more.pop("gender", Gender.FEMALE), birth_date=dt.date(2014, 5, 4)
    )
    held = {"practitioner": there.practitioner} if state in {*_HELD, "paused"} else {}
    return ReferralFactory(
        team=there.team, school=there.school, young_person=person, state=state, received_on=RECEIVED, **held, **more
    )


_HELD = {"allocated", "assessment", "in_intervention", "review"}


def filled(
    referral: Referral,
    instrument: str,
    scores: dict[str, float],
    on: dt.date,
    *,
    rater: str = Rater.SELF,
    occasion: str = Occasion.BASELINE,
    **more: Any,
) -> Measure:
    """A questionnaire that came back on a day."""
    return MeasureFactory(
        referral=referral, instrument=instrument, rater=rater, occasion=occasion, due_on=on,
        filled_in_at=clock.at_local(on, 600), how=FilledIn.SCORES, scores=json.dumps(scores), **more,
    )  # fmt: skip


def course(referral: Referral, *dates: dt.date, of: int | None = None, attended: bool = True) -> list[SupportSession]:
    """A course with sessions on these days; those before today were held, and they came."""
    series = SeriesFactory(
        school=referral.school, team=referral.team, first_on=dates[0], session_count=of or len(dates)
    )
    CourseFactory(referral=referral, series=series, started_on=dates[0])
    sessions = []
    for number, date in enumerate(dates, start=1):
        state = SessionState.HELD if date < clock.today() else SessionState.PLANNED
        session = SupportSessionFactory(series=series, number=number, date=date, state=state)
        if state == SessionState.HELD and attended:
            AttendanceFactory(session=session, young_person=referral.young_person)
        sessions.append(session)
    return sessions


def send(measure_id: UUID) -> dict[str, Counter[str]]:
    """Press "Send" on one open link: what came of it, in one process of a race."""
    try:
        actions.send(measure=Measure.objects.get(pk=measure_id), by=PHONE)
    except Refused as refused:
        return {"found": Counter([refused.code])}
    return {"found": Counter(["sent"])}
