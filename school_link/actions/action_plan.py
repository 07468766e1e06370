"""The plan: points written in a workshop, looked at again at the next and every term."""

import datetime as dt

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.settings.environment import environment
from school_link.enums import Domain, PlanState
from school_link.models import Attendee, PlanPoint, PlanReview, Workshop
from school_link.rules import action_plan as rules
from sessions_app.actions import message
from sessions_app.enums import Channel, MessageWords


@action
def add(
    *, workshop: Workshop, domain: Domain, what: str, owner: Attendee, due_on: dt.date, sign: str, by: Actor
) -> PlanPoint:
    """Raises: Refused."""
    rules.check_can_write(workshop, workshop.attendees.all(), by)
    return PlanPoint.objects.create(workshop=workshop, domain=domain, what=what, owner=owner, due_on=due_on, sign=sign)


@action
def review(*, point: PlanPoint, state: PlanState, note: str = "", by: Actor) -> None:
    """How it stands now. Raises: Refused."""
    rules.check_can_review(point, by)
    PlanReview.objects.create(point=point, state=state, note=note, by=by if isinstance(by, User) else None)
    point.state, point.reviewed_on = state, clock.today()
    point.save()


@action
def remind(*, point: PlanPoint, term_began: dt.date, by: Actor) -> None:
    """Once a term, by e-mail, in neutral words."""
    owner = point.owner.user
    if owner.email and owner.is_active:
        message.write(
            key=f"plan-review:{point.pk}:{term_began}", channel=Channel.EMAIL, address=owner.email,
            words=MessageWords.TO_REVIEW, team=point.workshop.cohort.team, by=by,
            details={"link": environment.base_url.rstrip("/") + reverse("link-point-review", args=[point.pk])},
        )  # fmt: skip
