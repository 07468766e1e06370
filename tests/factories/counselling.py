import datetime as dt
from typing import Any

import factory

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core import clock
from mhst.places.enums import TeamKind
from mhst.places.models import Council
from realtime.models import HeldPlace, Service, ServiceArea, Shift, SpecialHours, Visit, Visitor, WeeklyHours
from tests.factories.access import MembershipFactory, UserFactory, member_of
from tests.factories.places import CouncilFactory, TeamFactory
from tests.factories.recorded import RecordedFactory

A_DAY = 1440


class ServiceFactory(RecordedFactory):
    """A counselling service for one area; `open=True` for one that is open all day, every day, once staffed."""

    class Meta:
        model = Service

    team = factory.SubFactory(TeamFactory, kind=TeamKind.COUNSELLING)

    @factory.post_generation
    def council(self, create: bool, given: Any, **more: Any) -> None:
        ServiceArea.objects.create(service=self, council=given or _council())

    @factory.post_generation
    def open(self, create: bool, given: Any, **more: Any) -> None:
        for weekday in range(7) if given else ():
            WeeklyHours.objects.create(service=self, weekday=weekday, opens=0, accept_until=A_DAY, closes=A_DAY)


def _council() -> Council:
    """One that no service is for yet."""
    codes = set(ServiceArea.objects.values_list("council__code", flat=True))
    code = next(str(code) for code in range(990, 899, -1) if str(code) not in codes)
    return CouncilFactory(code=code, name=f"Shire {code}")


class WeeklyHoursFactory(RecordedFactory):
    class Meta:
        model = WeeklyHours

    service = factory.SubFactory(ServiceFactory)
    weekday = 0
    opens = 12 * 60
    accept_until = 21 * 60 + 15
    closes = 22 * 60


class SpecialHoursFactory(RecordedFactory):
    """A date on which the service is closed."""

    class Meta:
        model = SpecialHours

    service = factory.SubFactory(ServiceFactory)
    on = dt.date(2026, 12, 25)


class ShiftFactory(RecordedFactory):
    """Somebody is on shift all day today."""

    class Meta:
        model = Shift

    service = factory.SubFactory(ServiceFactory)
    counsellor = factory.LazyAttribute(lambda shift: counsellor_of(shift.service))
    on = factory.LazyFunction(clock.today)
    starts = 0
    ends = A_DAY


def counsellor_of(service: Service, **user: Any) -> User:
    return member_of(service.team, RoleName.COUNSELLOR, **user)


class VisitorFactory(RecordedFactory):
    class Meta:
        model = Visitor

    service = factory.SubFactory(ServiceFactory)
    user = factory.LazyAttribute(
        lambda v: MembershipFactory(
            user=UserFactory(first_name="", last_name="", email="", username=v.nickname),
            role=RoleName.YOUNG_PERSON, school=None,
        ).user
    )  # fmt: skip
    council = factory.LazyAttribute(lambda v: v.service.areas.first().council)
    born_year = 2011
    born_month = 5
    agreed_to = "1"

    class Params:
        nickname = factory.Sequence(lambda n: f"otter{n + 1}")


class VisitFactory(RecordedFactory):
    """Somebody waits, and is heard of."""

    class Meta:
        model = Visit

    id = factory.Faker("uuid4", cast_to=None)
    visitor = factory.SubFactory(VisitorFactory)
    service = factory.SelfAttribute("visitor.service")
    joined_at = factory.LazyFunction(clock.now)
    turn_at = factory.SelfAttribute("joined_at")
    hour = 19
    staffed = 1
    feelings = ""
    on_mind = ""

    @factory.post_generation
    def kept_until(self, create: bool, given: Any, **more: Any) -> None:
        HeldPlace.objects.create(visit=self, until=given or clock.now() + dt.timedelta(minutes=10))
