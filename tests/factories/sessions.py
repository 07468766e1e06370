import datetime as dt
from typing import Any

import factory

from mhst.core import clock
from sessions_app.enums import GROUP_KINDS, AttendanceCode, CancelReason, FacilitatorRole, ProgrammeKind, SessionState
from sessions_app.models import (
    Attendance,
    Facilitation,
    Place,
    PlannedContent,
    Programme,
    Series,
    SupportSession,
    Waiting,
)
from tests.factories.academic_year import A_MONDAY, minute
from tests.factories.people import PractitionerFactory, YoungPersonFactory
from tests.factories.places import RoomFactory, SchoolFactory, TeamFactory
from tests.factories.recorded import RecordedFactory, create_together

CONTENTS = (
    "Getting to know the group", "How worry works", "Noticing thoughts", "Small brave steps", "Solving what can be",
    "Keeping it going", "Looking back", "Looking ahead",
)  # fmt: skip


class ProgrammeFactory(RecordedFactory):
    """Six weekly group sessions of an hour, with what each is about; `one_to_one=True`, `workshop=True`."""

    class Meta:
        model = Programme

    class Params:
        one_to_one = factory.Trait(
            kind=ProgrammeKind.ONE_TO_ONE, smallest_group=1, largest_group=1, facilitators=1, session_minutes=45
        )
        workshop = factory.Trait(
            kind=ProgrammeKind.WORKSHOP, session_count=1, smallest_group=8, largest_group=32, facilitators=1
        )

    name = factory.Sequence(lambda n: f"Worry group {n + 1}")
    kind = ProgrammeKind.GROUP
    summary = "Six weeks in a small group, learning what worry does and what to do with it."
    session_count = 6
    session_minutes = 60
    youngest = 11
    oldest = 16
    smallest_group = factory.LazyAttribute(lambda made: 4 if made.kind in GROUP_KINDS else 1)
    largest_group = factory.LazyAttribute(lambda made: 8 if made.kind in GROUP_KINDS else 1)
    facilitators = 2

    @factory.post_generation
    def contents(programme: Programme, create: bool, extracted: bool | None, **kwargs: Any) -> None:  # noqa: N805
        numbers = range(1, 1 if extracted is False else programme.session_count + 1)
        create_together(PlannedContentFactory.build(programme=programme, number=number) for number in numbers)


class PlannedContentFactory(RecordedFactory):
    class Meta:
        model = PlannedContent

    programme = factory.SubFactory(ProgrammeFactory, contents=False)
    number = 1
    title = factory.LazyAttribute(lambda content: CONTENTS[(content.number - 1) % len(CONTENTS)])


class SeriesFactory(RecordedFactory):
    """A run of a programme with its places, and no sessions yet.

    `pupils=[...]` fills places from the first; `sessions=True` adds a planned session a week, holidays
    notwithstanding; `led_by=[practitioner, ...]` holds them, the first as lead.
    """

    class Meta:
        model = Series

    class Params:
        cancelled = factory.Trait(state="cancelled", cancel_reason=CancelReason.TOO_FEW)
        paused = factory.Trait(state="paused")

    programme = factory.SubFactory(ProgrammeFactory)
    team = factory.SubFactory(TeamFactory)
    school = factory.SubFactory(SchoolFactory)
    room = factory.SubFactory(RoomFactory, school=factory.SelfAttribute("..school"))
    year_groups = factory.LazyFunction(lambda: [8])
    capacity = factory.SelfAttribute("programme.largest_group")
    edition = factory.SelfAttribute("programme.edition")
    session_count = factory.SelfAttribute("programme.session_count")
    first_on = A_MONDAY
    start_minute = minute("10:00")
    end_minute = factory.LazyAttribute(lambda series: series.start_minute + series.programme.session_minutes)

    @factory.post_generation
    def pupils(series: Series, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805
        taken = list(extracted or [])
        create_together(
            PlaceFactory.build(series=series, number=number, young_person=taken.pop(0) if taken else None)
            for number in range(1, series.capacity + 1)
        )

    @factory.post_generation
    def sessions(series: Series, create: bool, extracted: bool | None, **kwargs: Any) -> None:  # noqa: N805
        for number in range(1, series.session_count + 1 if extracted else 1):
            SupportSessionFactory(
                series=series, number=number, date=series.first_on + dt.timedelta(weeks=number - 1), **kwargs
            )


class PlaceFactory(RecordedFactory):
    class Meta:
        model = Place

    series = factory.SubFactory(SeriesFactory, capacity=1)
    number = factory.Sequence(lambda n: n + 100)
    young_person = None
    taken_at = factory.LazyAttribute(lambda place: place.young_person and clock.now())


class WaitingFactory(RecordedFactory):
    class Meta:
        model = Waiting

    series = factory.SubFactory(SeriesFactory)
    young_person = factory.SubFactory(YoungPersonFactory, school=factory.SelfAttribute("..series.school"))
    position = factory.Sequence(lambda n: n + 1)


class SupportSessionFactory(RecordedFactory):
    """A planned session of a series; `led_by=[practitioner, ...]`, `held=True`, `skipped=True`, `cancelled=True`.

    Takes no slots: only the booking's own action does.
    """

    class Meta:
        model = SupportSession

    class Params:
        held = factory.Trait(state=SessionState.HELD)
        skipped = factory.Trait(state=SessionState.SKIPPED, number=None, note="INSET day")
        cancelled = factory.Trait(state=SessionState.CANCELLED, cancel_reason=CancelReason.PRACTITIONER_AWAY)

    series = factory.SubFactory(SeriesFactory)
    number = 1
    date = factory.SelfAttribute("series.first_on")
    start_minute = factory.SelfAttribute("series.start_minute")
    end_minute = factory.SelfAttribute("series.end_minute")
    room = factory.SelfAttribute("series.room")

    @factory.post_generation
    def led_by(session: SupportSession, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805
        for index, practitioner in enumerate(extracted or []):
            role = FacilitatorRole.SECOND if index else FacilitatorRole.LEAD
            FacilitationFactory(session=session, practitioner=practitioner, role=role)


class FacilitationFactory(RecordedFactory):
    class Meta:
        model = Facilitation

    session = factory.SubFactory(SupportSessionFactory)
    practitioner = factory.SubFactory(PractitionerFactory, team=factory.SelfAttribute("..session.series.team"))
    role = FacilitatorRole.LEAD


class AttendanceFactory(RecordedFactory):
    class Meta:
        model = Attendance

    session = factory.SubFactory(SupportSessionFactory, held=True)
    young_person = factory.SubFactory(YoungPersonFactory, school=factory.SelfAttribute("..session.series.school"))
    code = AttendanceCode.ON_TIME
