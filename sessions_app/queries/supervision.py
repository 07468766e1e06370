"""Supervision: who reads which record, and what was decided in it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, Q

from mhst.access import check
from mhst.access.models import User
from mhst.core.actors import Actor
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner
from sessions_app.models import Referral, Supervision, SupervisionDecision

A_PAGE = 20


def team_of(viewer: User) -> list[Practitioner]:
    """Those who are at work in the teams where the viewer gives supervision, the viewer left out."""
    rows = check.visible(Practitioner.objects.working(), viewer, Permission.SUPERVISION_GIVE)
    return list(rows.exclude(user=viewer).select_related("user", "team"))


def get_practitioner(id: UUID, viewer: User) -> Practitioner:
    """Somebody of the viewer's team, or the viewer. Raises: NotFound."""
    rows = Practitioner.objects.select_related("user", "team")
    found = check.visible(rows, viewer, Permission.SUPERVISION_GIVE).filter(pk=id).first()
    own = found or rows.filter(pk=id, user=viewer).first()
    if own is None:
        raise NotFound("We could not find that practitioner.")
    return own


def visible_to(viewer: User) -> Any:
    """Records of the viewer's own supervision, and of the teams where they give it."""
    rows = Supervision.objects.select_related("practitioner__user", "practitioner__team", "supervisor")
    given = check.visible(rows, viewer, Permission.SUPERVISION_GIVE)
    if not viewer.can(Permission.SUPERVISION_VIEW):
        return given
    return rows.filter(Q(pk__in=given.order_by().values("pk")) | Q(practitioner__user=viewer))


def get_visible(id: UUID, viewer: User) -> Supervision:
    """Raises: NotFound."""
    found = visible_to(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that record of supervision.")
    return found


def records_of(practitioner: Practitioner, viewer: User, *, page: int | str = 1) -> Page[Supervision]:
    return Paginator(visible_to(viewer).filter(practitioner=practitioner), A_PAGE).get_page(page)


def begun(practitioner: Practitioner, kind: str, by: User) -> Supervision | None:
    """What this supervisor has begun with somebody and not signed."""
    return Supervision.objects.filter(
        practitioner=practitioner, kind=kind, supervisor=by, signed_by_supervisor_at__isnull=True
    ).first()


def decided_in(supervision: Supervision) -> dict[UUID, SupervisionDecision]:
    """By referral."""
    return {each.referral_id: each for each in supervision.decisions.select_related("owner", "referral__young_person")}


def decisions_about(referral: Referral) -> list[SupervisionDecision]:
    """What supervision decided about one young person, the newest first; unsigned ones are not decided yet."""
    found = referral.supervision_decisions.filter(supervision__signed_by_supervisor_at__isnull=False)
    rows = found.select_related("owner", "supervision__supervisor", "supervision__practitioner__user")
    return list(rows.order_by("-supervision__held_on", "-supervision__created_at"))


def get_decision(id: UUID, referral: Referral) -> SupervisionDecision:
    """Raises: NotFound."""
    found = next((each for each in decisions_about(referral) if each.pk == id), None)
    if found is None:
        raise NotFound()
    return found


def decisions_to_do(viewer: User) -> list[SupervisionDecision]:
    """What is the viewer's to do. What was a practitioner's goes with the young person when they are handed over."""
    reach = viewer.reach(Permission.RECORD_READ_ALL)
    open_ = SupervisionDecision.objects.filter(supervision__signed_by_supervisor_at__isnull=False, done_on__isnull=True)
    holds = Q(referral__practitioner__user=viewer)
    theirs = Q(owner=viewer) & (holds | Q(referral__team__in=reach.teams))
    taken_over = holds & Q(owner=F("supervision__practitioner__user"))
    rows = open_.filter(theirs | taken_over).select_related("referral__young_person")
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "pk"))


def to_sign(viewer: Actor) -> list[Supervision]:
    """The viewer's own records that their supervisor has signed and they have not."""
    found = Supervision.objects.filter(
        practitioner__user=getattr(viewer, "pk", None),
        signed_by_supervisor_at__isnull=False,
        signed_by_practitioner_at__isnull=True,
    )
    return list(found.order_by("held_on"))
