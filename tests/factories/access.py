import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.places.models import Organisation, School, Team
from tests.factories.names import STAFF_FAMILY, STAFF_GIVEN, nth
from tests.factories.places import LONG_AGO, SchoolFactory
from tests.factories.recorded import RecordedFactory

PASSWORD = "a long invented password"


class UserFactory(DjangoModelFactory):
    """Somebody who can sign in with `PASSWORD`; `left=True` for a leaver."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        left = factory.Trait(is_active=False, left_at=dt.datetime(2026, 7, 31, 16, tzinfo=dt.UTC))

    username = factory.Sequence(lambda n: f"staff{n + 1}")
    first_name = factory.Sequence(lambda n: nth(STAFF_GIVEN, n))
    last_name = factory.Sequence(lambda n: nth(STAFF_FAMILY, n))
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.invalid")
    password = factory.django.Password(PASSWORD)


class MembershipFactory(RecordedFactory):
    """A role at a school; give `team=` or `organisation=` with `school=None` for one there."""

    class Meta:
        model = Membership

    class Params:
        ended = factory.Trait(ends_on=dt.date(2026, 7, 31))

    user = factory.SubFactory(UserFactory)
    role = RoleName.SENIOR_MENTAL_HEALTH_LEAD
    school = factory.SubFactory(SchoolFactory)
    starts_on = LONG_AGO


def member_of(place: School | Team | Organisation | None, role: str, **user: Any) -> User:
    """A new user with this role at this school, team or organisation; everywhere with none."""
    named = dict.fromkeys(("school", "team", "organisation"))
    if place is not None:
        named[place._meta.model_name] = place
    return MembershipFactory(user=UserFactory(**user), role=role, **named).user
