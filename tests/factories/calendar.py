from itertools import product
from typing import Any

import factory

from mhst.places.enums import DayKind, Weekday
from mhst.places.models import Calendar, Period, SchoolDay, SpecialDay, Term
from tests.factories.academic_year import A_MONDAY, FIVE_PERIODS, SPECIAL_DAYS, TERMS, minute
from tests.factories.places import LONG_AGO, CouncilFactory, SchoolFactory
from tests.factories.recorded import RecordedFactory, create_together


class CalendarFactory(RecordedFactory):
    """A school's dates of 2026/27, or `of_council=True`.

    `terms=False` leaves it empty; `terms__first_week="A"` makes every term begin with week A.
    """

    class Meta:
        model = Calendar

    class Params:
        of_council = factory.Trait(school=None, council=factory.SubFactory(CouncilFactory))

    school = factory.SubFactory(SchoolFactory)
    source = "Invented for tests"

    @factory.post_generation
    def terms(calendar: Calendar, create: bool, extracted: bool | None, **kwargs: Any) -> None:  # noqa: N805
        if extracted is False:
            return
        create_together(
            Term(calendar=calendar, name=name, starts_on=starts_on, ends_on=ends_on, **kwargs)
            for name, starts_on, ends_on in TERMS
        )
        create_together(
            SpecialDay(calendar=calendar, kind=kind, starts_on=starts_on, ends_on=ends_on)
            for kind, starts_on, ends_on in SPECIAL_DAYS
        )


class TermFactory(RecordedFactory):
    class Meta:
        model = Term

    calendar = factory.SubFactory(CalendarFactory, terms=False)
    name, starts_on, ends_on = TERMS[0]


class SpecialDayFactory(RecordedFactory):
    """A day on which the school is shut; `exams=True` for Years 11; `early_finish=True` at 13:05."""

    class Meta:
        model = SpecialDay

    class Params:
        exams = factory.Trait(kind=DayKind.MOCK_EXAM, year_groups=[11])
        early_finish = factory.Trait(kind=DayKind.EARLY_FINISH, finish_minute=minute("13:05"))

    calendar = factory.SubFactory(CalendarFactory, terms=False)
    kind = DayKind.CLOSURE
    starts_on = A_MONDAY
    ends_on = factory.SelfAttribute("starts_on")


class SchoolDayFactory(RecordedFactory):
    """The bells of a school: five periods of an hour; `periods=SIX_PERIODS` for six of fifty minutes, `[]` for none."""

    class Meta:
        model = SchoolDay

    school = factory.SubFactory(SchoolFactory)
    starts_on = LONG_AGO

    @factory.post_generation
    def periods(day: SchoolDay, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805
        bells = FIVE_PERIODS if extracted is None else extracted
        create_together(
            Period(
                school_day=day,
                weekday=weekday,
                name=name,
                kind=kind,
                start_minute=minute(start),
                end_minute=minute(end),
            )
            for weekday, (name, kind, start, end) in product(Weekday, bells)
        )


class PeriodFactory(RecordedFactory):
    class Meta:
        model = Period

    school_day = factory.SubFactory(SchoolDayFactory, periods=[])
    weekday = Weekday.MONDAY
    name = "P1"
    start_minute = minute("9:00")
    end_minute = minute("10:00")
