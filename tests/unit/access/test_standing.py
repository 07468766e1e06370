"""What many hold, read together again and again by whoever keeps their user objects for hours."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mhst.access import grants
from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.access.standing import FRESH_FOR, renew, standing
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.permissions import Permission as P
from mhst.places.models import Team, TeamSchool
from tests.factories import MembershipFactory, TeamSchoolFactory, YoungPersonFactory, member_of
from tests.unit.access.conftest import Places

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

NOON = dt.datetime(2026, 11, 4, 12, tzinfo=dt.UTC)
Change = Callable[[Places, User], object]


@pytest.fixture(autouse=True)
def at_noon(time_machine) -> None:
    time_machine.move_to(NOON, tick=False)


def test_who_holds_what_they_held_keeps_what_was_worked_out(places, time_machine) -> None:
    user = member_of(places.team, RoleName.PRACTITIONER)
    renew([user])
    held = standing(user)
    assert user.can(P.PUPIL_VIEW, places.school)

    time_machine.shift(FRESH_FOR)
    renew([user])
    with CaptureQueriesContext(connection) as asked:
        assert user.can(P.PUPIL_VIEW, places.school)

    assert (standing(user) is held, held.read_at, len(asked)) == (True, clock.now(), 0)


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (lambda places, user: Membership.objects.filter(user=user).update(ended_at=clock.now()), True, False),
        (lambda places, user: Membership.objects.filter(user=user).update(role=RoleName.COMMISSIONER), True, False),
        (lambda places, user: User.objects.filter(pk=user.pk).update(is_active=False), True, False),
        (lambda places, user: TeamSchool.objects.update(ends_on=NOON.date() - dt.timedelta(days=1)), True, False),
        (lambda places, user: Membership.objects.filter(user=user).update(team=places.other_team), True, False),
        (lambda places, user: TeamSchoolFactory(team=places.team, school=places.other_school), True, True),
    ],
)
def test_a_change_counts_when_all_are_read_again(places, change: Change, before: bool, after: bool) -> None:
    user, other = (member_of(places.team, RoleName.PRACTITIONER) for _ in range(2))
    renew([user, other])
    assert user.can(P.PUPIL_VIEW, places.school) is before
    reached = user.reach(P.PUPIL_VIEW)

    with recording.acting(by=SYSTEM, verb="test"):
        change(places, user)
    renew([user, other])

    assert user.can(P.PUPIL_VIEW, places.school) is after
    assert user.reach(P.PUPIL_VIEW) != reached


def test_a_team_that_is_led_by_others_now_is_reached_no_more(places) -> None:
    user = member_of(places.trust, RoleName.TEAM_MANAGER)
    renew([user])
    assert user.reach(P.SCHOOL_VIEW).teams == {places.team.pk}

    with recording.acting(by=SYSTEM, verb="test"):
        Team.objects.filter(pk=places.team.pk).update(led_by=places.other_trust)
    renew([user])

    assert user.reach(P.SCHOOL_VIEW).teams == set()


def test_a_grant_counts_while_it_runs(places, time_machine) -> None:
    manager = member_of(places.team, RoleName.TEAM_MANAGER)
    user = member_of(places.other_school, RoleName.SCHOOL_STAFF)
    pupil = YoungPersonFactory(school=places.school)
    seen = [user.can(P.PUPIL_VIEW, pupil)]
    grants.give(
        user=user, permission=P.PUPIL_VIEW, thing=pupil, until=NOON + dt.timedelta(hours=1), reason="A trip", by=manager
    )
    for _ in range(2):
        renew([user])
        seen.append(user.can(P.PUPIL_VIEW, pupil))
        time_machine.shift(dt.timedelta(hours=1))

    assert seen == [False, True, False]


def test_many_are_read_by_as_many_questions_as_one(places) -> None:
    users = [MembershipFactory(role=RoleName.PRACTITIONER, school=None, team=places.team).user for _ in range(30)]
    asked = []
    for some in (users[:1], users[1:], users):
        with CaptureQueriesContext(connection) as questions:
            renew(some)
        asked.append(len(questions))

    assert asked == [4, 4, 3]  # the last time nobody had changed
    assert all(user.can(P.PUPIL_VIEW, places.school) for user in users)
