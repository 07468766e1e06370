"""School Link: named contacts, cohorts and their workshops, threads."""

import datetime as dt
from typing import Any

import factory

from mhst.core import clock
from mhst.places.enums import TeamKind
from school_link.enums import Domain, Sector, ThreadKind, WorkshopState
from school_link.models import Attendee, Cohort, NamedContact, PlanPoint, Thread, Workshop
from tests.factories.access import UserFactory
from tests.factories.conversation import ConversationFactory
from tests.factories.places import LONG_AGO, SchoolFactory, TeamFactory
from tests.factories.recorded import RecordedFactory


class NamedContactFactory(RecordedFactory):
    """At a school; give `team=` with `school=None` for one there. `overdue=True` for one nobody looked at."""

    class Meta:
        model = NamedContact

    class Params:
        overdue = factory.Trait(verified_on=LONG_AGO)

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Contact Person {n + 1}")
    about = "Worries about a pupil"
    phone = "01632 960 101"
    email = factory.Sequence(lambda n: f"contact{n + 1}@example.invalid")
    cover = "The office, 01632 960 102"


class CohortFactory(RecordedFactory):
    """Give `schools=[...]`."""

    class Meta:
        model = Cohort

    team = factory.SubFactory(TeamFactory, kind=TeamKind.CAMHS)
    name = factory.Sequence(lambda n: f"Cohort {n + 1}")

    @factory.post_generation
    def schools(self, create: bool, given: Any, **more: Any) -> None:
        if create:
            self.schools.set(given or ())  # type: ignore[attr-defined]


class WorkshopFactory(RecordedFactory):
    """The first of its cohort, planned."""

    class Meta:
        model = Workshop

    cohort = factory.SubFactory(CohortFactory)
    number = 1
    held_on = factory.LazyFunction(clock.today)
    conversation = factory.SubFactory(ConversationFactory, kind="workshop", team=factory.SelfAttribute("..cohort.team"))


class AttendeeFactory(RecordedFactory):
    """Of a school; `health=True` for one of the cohort's team."""

    class Meta:
        model = Attendee

    class Params:
        health = factory.Trait(sector=Sector.HEALTH, school=None, team=factory.SelfAttribute("workshop.cohort.team"))

    workshop = factory.SubFactory(WorkshopFactory)
    user = factory.SubFactory(UserFactory)
    sector = Sector.EDUCATION
    school = factory.SubFactory(SchoolFactory)


class PlanPointFactory(RecordedFactory):
    class Meta:
        model = PlanPoint

    workshop = factory.SubFactory(WorkshopFactory, state=WorkshopState.REVEALED)
    domain = Domain.CONTACT
    what = "Put the duty line's number on the staff room door"
    owner = factory.SubFactory(AttendeeFactory, workshop=factory.SelfAttribute("..workshop"))
    due_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(weeks=6))
    sign = "Everybody we ask knows it"


class ThreadFactory(RecordedFactory):
    """Begun by the school, waiting; `overdue=True`."""

    class Meta:
        model = Thread

    class Params:
        overdue = factory.Trait(answer_by=LONG_AGO)

    school = factory.SubFactory(SchoolFactory)
    team = factory.SubFactory(TeamFactory, kind=TeamKind.CAMHS)
    kind = ThreadKind.PATHWAY
    subject = "Letters without a reason"
    answer_by = factory.LazyFunction(lambda: clock.today() + dt.timedelta(weeks=1))
