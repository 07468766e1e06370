"""What the pages of one referral show."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from mhst.access.models import User
from mhst.core.permissions import Permission
from sessions_app.enums import HELD_STATES, Asker
from sessions_app.models import Course, Referral, ReferralMove, RequestForSupport, Waiting
from sessions_app.queries import referral as queries
from sessions_app.queries.course import RunningCourse, left_last, running
from sessions_app.queries.referral_list import waits


@dataclass(frozen=True)
class Overview:
    referral: Referral
    others: list[Referral]
    year_group: int | None
    courses: list[RunningCourse]
    waits: list[Waiting]
    left: Course | None
    may_move: bool
    record: str

    @property
    def is_nothing_booked(self) -> bool:
        """Somebody works with them, in no run at present."""
        return self.referral.state in HELD_STATES and not self.courses


@dataclass(frozen=True)
class Step:
    """One move as it is shown; why only to those who may read what was said."""

    move: ReferralMove
    why: str


def overview(referral: Referral, viewer: User) -> Overview:
    person, courses = referral.young_person, running(referral)
    return Overview(
        referral=referral,
        others=list(queries.others_of(referral, viewer)[:10]),
        year_group=person.year_group_on(referral.received_on) if person else None,
        courses=courses,
        waits=waits(referral) if person else [],
        left=None if courses else left_last(referral),
        may_move=viewer.can(Permission.SESSION_MOVE, referral.school),
        record=_record(referral, viewer),
    )


def _record(referral: Referral, viewer: User) -> str:
    """The address of the young person's record, or of what a school sees of it, or nothing."""
    for permission, name in ((Permission.YOUNG_PERSON_VIEW, "young_person"), (Permission.PUPIL_VIEW, "pupil")):
        if referral.young_person and viewer.can(permission, referral.young_person):
            return reverse(f"people:{name}", args=[referral.young_person_id])
    return ""


def history(referral: Referral, *, with_why: bool) -> list[Step]:
    return [Step(move, (move.why or "") if with_why else "") for move in queries.moves_of(referral)]


def asker_to_name(referral: Referral) -> RequestForSupport | None:
    """The last request that a parent or guardian sent who is not named on the record yet."""
    assert referral.young_person is not None
    named = {parent.name.casefold() for parent in referral.young_person.parents_and_guardians.all()}
    sent = [one for one in requests_of(referral) if one.asked_by == Asker.PARENT and one.asker_name]
    return next((one for one in reversed(sent) if one.asker_name.casefold() not in named), None)


def requests_of(referral: Referral) -> list[RequestForSupport]:
    """What was asked for, and what was asked again while it was open."""
    about = Q(referral=referral) | Q(referral__same_as=referral)
    rows = RequestForSupport.objects.filter(about).select_related("school", "young_person", "owner")
    return list(rows.order_by("sent_at"))
