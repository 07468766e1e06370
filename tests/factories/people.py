from collections.abc import Iterable
from typing import Any

import factory

from mhst.access.enums import RoleName
from mhst.core import clock
from mhst.people.enums import (
    ConsentAnswer,
    ConsentBasis,
    ConsentKind,
    ConsentMethod,
    Ethnicity,
    FixedKind,
    Grade,
    Relationship,
    WithdrawnBecause,
)
from mhst.people.models import (
    Absence,
    ConsentDecision,
    Enrolment,
    FixedTime,
    KeepApart,
    ParentOrGuardian,
    Practitioner,
    SchoolDayAgreed,
    WorkingHours,
    YoungPerson,
)
from mhst.places.enums import Weekday
from mhst.places.models import School
from tests.factories.academic_year import A_MONDAY, birthday_of, minute
from tests.factories.access import MembershipFactory, UserFactory
from tests.factories.names import FAMILY, GIVEN, nth
from tests.factories.places import LONG_AGO, SchoolFactory, TeamFactory
from tests.factories.recorded import RecordedFactory, create_together


class YoungPersonFactory(RecordedFactory):
    """Somebody in Year 8 of 2026/27, enrolled at their school; `year_group=10` for another year.

    `consented=True` also makes a parent who agreed to their being seen.
    """

    class Meta:
        model = YoungPerson

    class Params:
        number = factory.Sequence(lambda n: n)
        year_group = 8

    given_name = factory.LazyAttribute(lambda person: nth(GIVEN, person.number)[0])
    gender = factory.LazyAttribute(lambda person: nth(GIVEN, person.number)[1])
    family_name = factory.LazyAttribute(lambda person: nth(FAMILY, person.number))
    birth_date = factory.LazyAttribute(lambda person: birthday_of(person.year_group, person.number))
    ethnicity = factory.LazyAttribute(lambda person: nth(Ethnicity.values, person.number))
    school = factory.SubFactory(SchoolFactory)

    @factory.post_generation
    def enrolled(person: YoungPerson, create: bool, extracted: bool | None, **kwargs: Any) -> None:  # noqa: N805
        if extracted is not False:
            EnrolmentFactory(young_person=person, school=person.school)

    @factory.post_generation
    def consented(person: YoungPerson, create: bool, extracted: bool | None, **kwargs: Any) -> None:  # noqa: N805
        if extracted:
            ConsentDecisionFactory(young_person=person, **kwargs)


class EnrolmentFactory(RecordedFactory):
    class Meta:
        model = Enrolment

    young_person = factory.SubFactory(YoungPersonFactory, enrolled=False)
    school = factory.SelfAttribute("young_person.school")
    starts_on = LONG_AGO


class KeepApartFactory(RecordedFactory):
    """Two people of one school, whichever order they are given in."""

    class Meta:
        model = KeepApart

    one = factory.SubFactory(YoungPersonFactory)
    other = factory.SubFactory(YoungPersonFactory, school=factory.SelfAttribute("..one.school"))

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        kwargs["one"], kwargs["other"] = sorted((kwargs["one"], kwargs["other"]), key=lambda person: person.pk)
        return kwargs


def given_name(parent: Any) -> str:
    """One that is given with this gender, another for each parent."""
    fitting = [name for name, gender in GIVEN if gender == parent.gender]
    return nth(fitting, parent.number + 5)


class ParentOrGuardianFactory(RecordedFactory):
    class Meta:
        model = ParentOrGuardian

    class Params:
        number = factory.Sequence(lambda n: n)
        gender = "2"
        father = factory.Trait(relationship=Relationship.FATHER, gender="1")
        without_responsibility = factory.Trait(relationship=Relationship.STEP_PARENT, has_parental_responsibility=False)

    young_person = factory.SubFactory(YoungPersonFactory)
    name = factory.LazyAttribute(lambda parent: f"{given_name(parent)} {parent.young_person.family_name}")
    relationship = Relationship.MOTHER
    phone = factory.LazyAttribute(lambda parent: f"07700 {900000 + parent.number % 1000}")


class ConsentDecisionFactory(RecordedFactory):
    """A parent agreed today to somebody being seen; `refused`, `gillick`, `sixteen` and `withdrawn` change that."""

    class Meta:
        model = ConsentDecision

    class Params:
        refused = factory.Trait(answer=ConsentAnswer.REFUSED)
        gillick = factory.Trait(basis=ConsentBasis.GILLICK, parent=None)
        sixteen = factory.Trait(basis=ConsentBasis.SIXTEEN, parent=None)
        withdrawn = factory.Trait(
            withdrawn_at=factory.LazyFunction(clock.now),
            withdrawn_because=WithdrawnBecause.CHANGED_MIND,
            withdrawn_reason="They would rather talk to somebody at home.",
        )

    young_person = factory.SubFactory(YoungPersonFactory)
    kind = ConsentKind.TO_BE_SEEN
    answer = ConsentAnswer.GIVEN
    basis = ConsentBasis.PARENTAL
    parent = factory.SubFactory(ParentOrGuardianFactory, young_person=factory.SelfAttribute("..young_person"))
    method = ConsentMethod.PHONE
    wording_version = "2026-09"
    decided_on = factory.LazyFunction(clock.today)


Times = Iterable[tuple[Any, ...]]
FULL_WEEK = [(day, "8:30", "16:30") for day in Weekday]
HALF_WEEK = [*FULL_WEEK[:2], (Weekday.WEDNESDAY, "8:30", "12:00")]
UNIVERSITY = [(day, "8:30", "16:30", FixedKind.UNIVERSITY) for day in (Weekday.MONDAY, Weekday.TUESDAY)]


def _works(person: Practitioner, hours: Times) -> None:
    create_together(
        WorkingHours(practitioner=person, weekday=day, start_minute=minute(start), end_minute=minute(end))
        for day, start, end in hours
    )


def _is_busy(person: Practitioner, times: Times) -> None:
    for day, start, end, kind in times:
        FixedTimeFactory(
            practitioner=person, weekday=day, start_minute=minute(start), end_minute=minute(end), kind=kind
        )


class PractitionerFactory(RecordedFactory):
    """Somebody of a team who works Monday to Friday, 8:30 to 16:30, and holds the role of a practitioner there.

    `trainee=True` (Monday and Tuesday at university), `senior=True`, `half_time=True` (Monday to Wednesday noon),
    `working=[(weekday, "9:00", "15:00"), ...]`, `fixed=[(weekday, "9:00", "15:00", FixedKind.ADMIN), ...]`,
    `at=[school, ...]` agrees the weekdays with these schools in turn, `member=False` gives no role.
    """

    class Meta:
        model = Practitioner

    class Params:
        # A trait replaces the whole declaration, so these are declarations of their own.
        trainee = factory.Trait(
            grade=Grade.TRAINEE, fixed=factory.PostGeneration(lambda person, *_: _is_busy(person, UNIVERSITY))
        )
        half_time = factory.Trait(working=factory.PostGeneration(lambda person, *_: _works(person, HALF_WEEK)))
        senior = factory.Trait(grade=Grade.SENIOR)

    user = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
    employer = factory.SelfAttribute("team.led_by")
    grade = Grade.EMHP
    skills = factory.LazyFunction(list)

    @factory.post_generation
    def working(person: Practitioner, create: bool, extracted: Times | None, **kwargs: Any) -> None:  # noqa: N805
        _works(person, FULL_WEEK if extracted is None else extracted)

    @factory.post_generation
    def fixed(person: Practitioner, create: bool, extracted: Times | None, **kwargs: Any) -> None:  # noqa: N805
        _is_busy(person, extracted or [])

    @factory.post_generation
    def at(person: Practitioner, create: bool, extracted: list[School] | None, **kwargs: Any) -> None:  # noqa: N805
        create_together(
            SchoolDayAgreedFactory.build(practitioner=person, school=school, weekday=weekday)
            for weekday, school in zip(Weekday, (extracted or []) * len(Weekday), strict=False)
        )

    @factory.post_generation
    def member(person: Practitioner, create: bool, extracted: bool | None, **kwargs: Any) -> None:  # noqa: N805
        if extracted is not False:
            MembershipFactory(user=person.user, role=RoleName.PRACTITIONER, team=person.team, school=None)


class WorkingHoursFactory(RecordedFactory):
    class Meta:
        model = WorkingHours

    practitioner = factory.SubFactory(PractitionerFactory, working=[])
    weekday = Weekday.MONDAY
    start_minute = minute("8:30")
    end_minute = minute("16:30")


class SchoolDayAgreedFactory(RecordedFactory):
    class Meta:
        model = SchoolDayAgreed

    practitioner = factory.SubFactory(PractitionerFactory)
    school = factory.SubFactory(SchoolFactory)
    weekday = Weekday.MONDAY
    start_minute = minute("8:30")
    end_minute = minute("16:00")


class FixedTimeFactory(RecordedFactory):
    """Supervision on Monday afternoon; `university=True` for a whole Monday."""

    class Meta:
        model = FixedTime

    class Params:
        university = factory.Trait(kind=FixedKind.UNIVERSITY, start_minute=minute("8:30"), end_minute=minute("16:30"))

    practitioner = factory.SubFactory(PractitionerFactory)
    kind = FixedKind.SUPERVISION
    weekday = Weekday.MONDAY
    start_minute = minute("15:30")
    end_minute = minute("16:30")


class AbsenceFactory(RecordedFactory):
    class Meta:
        model = Absence

    practitioner = factory.SubFactory(PractitionerFactory)
    starts_on = A_MONDAY
    ends_on = factory.SelfAttribute("starts_on")
