"""Young people with a booked course of their own, for tests."""

from mhst.people.models import Practitioner, YoungPerson
from sessions_app.enums import ReferralState
from sessions_app.models import Referral, Series
from tests.factories.casework import CourseFactory, ReferralFactory
from tests.factories.sessions import ProgrammeFactory
from tests.factories.world import World
from tests.support.booking import TEN, book, offer


def one_to_one(there: World):
    return ProgrammeFactory(one_to_one=True, session_minutes=60, skills=[])


def held(there: World, pupil: YoungPerson, by: Practitioner, **more) -> Referral:
    given = {"state": ReferralState.IN_INTERVENTION, "practitioner": by, **more}
    return ReferralFactory(team=there.team, school=there.school, young_person=pupil, **given)


def with_course(
    there: World, pupil: YoungPerson, by: Practitioner, *, start: int = TEN, room=None, programme=None, **more
) -> tuple[Referral, Series]:
    """A referral that `by` works on in a booked 1:1 course of six Wednesdays."""
    referral = held(there, pupil, by, **more)
    series = book(
        there, offer(there, start=start), programme=programme or one_to_one(there), practitioners=[by], pupils=[pupil],
        room=room or there.room,
    )  # fmt: skip
    CourseFactory(referral=referral, series=series)
    return referral, series
