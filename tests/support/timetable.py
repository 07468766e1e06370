"""Weeks with something in them, for tests."""

import datetime as dt
from itertools import product
from typing import Any

from mhst.access.models import User
from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.people.models import Practitioner
from mhst.places.models import School, Team
from sessions_app.models import SupportSession
from tests.factories import A_MONDAY, ProgrammeFactory, SeriesFactory, SupportSessionFactory, World


def session_in(place: World, *, school: int = 0, programme: Any = None, **given: Any) -> SupportSession:
    """A group's second session on the Monday at ten, for all pupils of the school, held by both practitioners."""
    given = {"led_by": place.practitioners, "date": A_MONDAY, "number": 2, **given}
    series = SeriesFactory(
        programme=programme or place.programme,
        team=place.team,
        school=place.schools[school],
        room=place.rooms[school],
        pupils=place.pupils if school == 0 else place.other_pupils,
    )
    return SupportSessionFactory(series=series, **given)


def as_user(user: User) -> User:
    """The user as the next request loads them: how far roles reach is kept for one request."""
    return User.objects.get(pk=user.pk)


def fill(team: Team, schools: list[School], staff: list[Practitioner], sessions: int, *, pupils: Any = ()) -> None:
    """So many sessions in the week of `A_MONDAY`, spread over days, schools and people, six to a series.

    Takes no slots, so two may be held at once: it is the reading that is looked at here.
    """
    programme = ProgrammeFactory(facilitators=1, largest_group=max(1, len(pupils)), smallest_group=1)
    with recording.acting(by=SYSTEM, verb="test"):
        for number, (chunk, day) in enumerate(product(range(sessions // 30 + 1), range(5))):
            many = min(6, sessions - number * 6)
            if many <= 0:
                return
            school = schools[number % len(schools)]
            series = SeriesFactory(programme=programme, team=team, school=school, pupils=list(pupils))
            for again in range(many):
                start = 480 + again * 60 + chunk % 2 * 5
                SupportSessionFactory(
                    series=series,
                    number=again + 1,
                    date=A_MONDAY + dt.timedelta(days=day),
                    start_minute=start,
                    end_minute=start + 45,
                    led_by=[staff[(number + again) % len(staff)]],
                )
