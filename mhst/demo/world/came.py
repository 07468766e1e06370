"""Who came to what has been, how they were reached, and for how long."""

import datetime as dt
from collections.abc import Iterable
from random import Random
from uuid import UUID

from sessions_app.enums import SEEN_CODES, AttendanceCode, Mechanism, ProgrammeKind, SessionState, WhyNotThere
from sessions_app.models import Attendance, Series, SupportSession

C, M, K = AttendanceCode, Mechanism, ProgrammeKind
#: Out of a hundred: how most come, and those few who hardly do.
CAME = ((C.ON_TIME, 83), (C.LATE_SEEN, 6), (C.LATE_NOT_SEEN, 1), (C.NOT_BROUGHT, 5), (C.CANCELLED_BY_PERSON, 5))
HARDLY = ((C.ON_TIME, 26), (C.LATE_SEEN, 6), (C.LATE_NOT_SEEN, 4), (C.NOT_BROUGHT, 48), (C.CANCELLED_BY_PERSON, 16))
SHARE_HARDLY = 0.06
#: Out of a hundred, by what is offered: groups meet in a room; parents and the time of year are often rung up.
REACHED = {
    K.ONE_TO_ONE: ((M.FACE_TO_FACE, 88), (M.TELEPHONE, 5), (M.VIDEO, 5), (M.TEXT, 1), (M.EMAIL, 1)),
    K.PARENT_ONE_TO_ONE: ((M.FACE_TO_FACE, 58), (M.TELEPHONE, 22), (M.VIDEO, 16), (M.EMAIL, 4)),
}
IN_A_ROOM = ((M.FACE_TO_FACE, 1),)
WHY = (
    (WhyNotThere.ABSENT, 45), (WhyNotThere.TRIP, 12), (WhyNotThere.EXAM, 8), (WhyNotThere.EXCLUDED, 4),
    (WhyNotThere.NOT_RELEASED, 9), (WhyNotThere.FORGOT, 9), (WhyNotThere.DID_NOT_WANT, 8), (WhyNotThere.NOT_KNOWN, 5),
)  # fmt: skip
WITH_PARENTS = frozenset({K.PARENT_ONE_TO_ONE, K.PARENT_GROUP})
#: So many of the latest nobody has written up yet, so that lists of them are not empty.
UNWRITTEN = 4


def build(today: dt.date, chance: Random) -> None:
    """Everything before today was held, but for the few that nobody has written up."""
    rows = SupportSession.objects.filter(state=SessionState.PLANNED, date__lt=today)
    rows = rows.select_related("series__programme").prefetch_related(
        "series__places", "facilitations__practitioner__user"
    )
    past = list(rows.order_by("date", "start_minute", "pk"))
    held = past[:-UNWRITTEN]
    Attendance.objects.bulk_create(_attendances(held, chance), batch_size=500)
    SupportSession.objects.filter(pk__in=[one.pk for one in held]).update(state=SessionState.HELD)
    Series.objects.exclude(sessions__state=SessionState.PLANNED).update(state="completed")


def _attendances(held: Iterable[SupportSession], chance: Random) -> Iterable[Attendance]:
    habits: dict[tuple[UUID, UUID], tuple] = {}
    for session in held:
        for place in session.series.places.all():
            if place.young_person_id:
                person = session.series_id, place.young_person_id
                if person not in habits:
                    habits[person] = HARDLY if chance.random() < SHARE_HARDLY else CAME
                yield _attendance(session, place.young_person_id, habits[person], chance)


def _attendance(session: SupportSession, person: UUID, habit: tuple, chance: Random) -> Attendance:
    kind = K(session.series.programme.kind)
    code, mechanism = _one_of(habit, chance), _one_of(REACHED.get(kind, IN_A_ROOM), chance)
    seen = code in SEEN_CODES
    planned = session.end_minute - session.start_minute
    return Attendance(
        session=session, young_person_id=person, code=code, mechanism=mechanism,
        why_not_there="" if seen else _one_of(WHY, chance),
        minutes=planned - chance.choice((0, 0, 5)) - (10 if code == C.LATE_SEEN else 0) if seen else None,
        with_parent=kind in WITH_PARENTS, recorded_at=session.ends_at,
        recorded_by=session.facilitations.all()[0].practitioner.user,
    )  # fmt: skip


def _one_of(choices: tuple, chance: Random) -> str:
    found: str = chance.choices([one for one, _ in choices], [weight for _, weight in choices])[0]
    return found
