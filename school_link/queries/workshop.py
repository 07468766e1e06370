"""One workshop as somebody in it sees it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.access import check
from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from realtime.models import Participant
from school_link.enums import WorkshopState
from school_link.models import Attendee, PlanPoint, Workshop
from school_link.queries import action_plan, rating
from school_link.queries.rating import Seen


@dataclass(frozen=True)
class Room:
    """What is on everybody's screen, and what only this viewer may do there. `seen` is empty until all is shown."""

    workshop: Workshop
    attendees: tuple[Attendee, ...]
    me: Attendee | None
    may_host: bool
    seen: tuple[Seen, ...]
    points: tuple[PlanPoint, ...]
    follows: bool  # news comes to this screen as it happens

    @property
    def have_rated(self) -> int:
        return sum(one.rated_at is not None for one in self.attendees)

    @property
    def expected(self) -> int:
        return sum(one.came is not False for one in self.attendees)

    @property
    def may_rate(self) -> bool:
        return self.workshop.state == WorkshopState.RATING and self.me is not None and self.me.came is not False

    @property
    def is_agreeing(self) -> bool:
        return self.workshop.state == WorkshopState.REVEALED

    @property
    def may_read_remarks(self) -> bool:
        """What each said is for those who were there, and the host; others read the picture."""
        return self.may_host or _was_there(self.me)

    @property
    def may_plan(self) -> bool:
        return self.workshop.is_shown and (self.may_host or self.me is not None)


def get_visible(id: UUID, viewer: User) -> Workshop:
    """Raises: NotFound."""
    rows = check.visible(Workshop.objects.all(), viewer, Permission.LINK_VIEW)
    found: Workshop | None = rows.filter(pk=id).select_related("cohort__team", "conversation").first()
    if found is None:
        raise NotFound("We could not find that workshop.")
    return found


def get_of(conversation: UUID, viewer: User) -> Workshop:
    """Raises: NotFound."""
    rows = check.visible(Workshop.objects.all(), viewer, Permission.LINK_VIEW)
    found: Workshop | None = rows.filter(conversation=conversation).first()
    if found is None:
        raise NotFound("We could not find that workshop.")
    return found


def room(workshop: Workshop, viewer: User) -> Room:
    """To those who were not there a side of one or two says nothing: its level would be somebody's own."""
    attendees = attendees_of(workshop)
    me = next((one for one in attendees if one.user_id == viewer.pk), None)
    may_host = viewer.can(Permission.LINK_HOST, workshop.cohort)
    least = 1 if may_host or _was_there(me) else rating.SEVERAL
    return Room(
        workshop,
        tuple(attendees),
        me,
        may_host,
        tuple(rating.seen(workshop, least=least)) if workshop.is_shown else (),
        tuple(action_plan.points_of(workshop.cohort)) if workshop.is_shown else (),
        Participant.objects.filter(conversation=workshop.conversation_id, user=viewer, left_at=None).exists(),
    )


def _was_there(me: Attendee | None) -> bool:
    """Asked in, and nobody has said that they did not come."""
    return me is not None and me.came is not False


def attendees_of(workshop: Workshop) -> list[Attendee]:
    """With the people and the places they come from. One query."""
    return list(workshop.attendees.select_related("user", "school", "team", "workshop__cohort"))


def get_attendee(workshop: Workshop, id: UUID) -> Attendee:
    """Raises: NotFound."""
    rows: Any = workshop.attendees.select_related("workshop__cohort")
    found: Attendee | None = rows.filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that person in this workshop.")
    return found
