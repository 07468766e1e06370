"""What is in the vault: whose, kept by whom, and every opening; who they are is read only while it is open."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from realtime.enums import ConversationState, Part
from realtime.models import Identity, IdentityOpening, Participant

A_PAGE = 50


def person_of(conversation: UUID) -> Participant | None:
    """The one young person under a nickname whom a conversation is for; None where there are several, or none."""
    rows = Participant.objects.filter(conversation=conversation, part=Part.PERSON, user__visitor__isnull=False)
    found = list(rows.select_related("conversation")[:2])
    return found[0] if len(found) == 1 else None


def kept_of(person: Participant | None) -> list[Identity]:
    """What is kept of them from this chat, the oldest first: by whom and when, and nothing of who they are."""
    rows = Identity.objects.filter(person=person, words__isnull=False).select_related("kept_by")
    return list(rows.defer("words").order_by("kept_at"))


def page_of(viewer: User, number: Any) -> "Page[Identity]":
    """Those the viewer may ask to open, the newest first."""
    rows = check.visible(Identity.objects, viewer, Permission.IDENTITY_OPEN)
    rows = rows.select_related("person__conversation__team", "kept_by").prefetch_related("openings__asked_by")
    return Paginator(rows.order_by("-kept_at", "pk"), A_PAGE).get_page(number)


def asked_of(viewer: User) -> list[IdentityOpening]:
    """What waits for the viewer's answer: asked by somebody else, with whom the viewer may open it."""
    mine = check.visible(Identity.objects, viewer, Permission.IDENTITY_OPEN)
    rows = IdentityOpening.objects.filter(identity__in=mine, answered_at=None).exclude(asked_by=viewer)
    return list(rows.select_related("identity__person", "asked_by").order_by("asked_at"))


def get_visible(viewer: User, id: UUID) -> Identity:
    """Raises: NotFound."""
    rows = check.visible(Identity.objects, viewer, Permission.IDENTITY_OPEN).filter(pk=id)
    found: Identity | None = rows.select_related("person__conversation__team", "kept_by").first()
    if found is None:
        raise NotFound
    return found


def openings_of(identity: Identity) -> list[IdentityOpening]:
    """Who asked, when and why, and who answered; the newest first. What waits for an answer is left out."""
    rows = identity.openings.filter(answered_at__isnull=False).select_related("asked_by", "answered_by")
    return list(rows.order_by("-asked_at"))


def pending_of(identity: Identity) -> IdentityOpening | None:
    """What somebody has asked and nobody has answered."""
    rows = identity.openings.filter(answered_at=None).select_related("asked_by", "identity__person__conversation")
    found: IdentityOpening | None = rows.first()
    return found


def open_to(identity: Identity, viewer: User) -> IdentityOpening | None:
    """The opening by which the viewer can read it now."""
    rows = identity.openings.filter(Q(asked_by=viewer) | Q(answered_by=viewer), open_until__gt=clock.now())
    found: IdentityOpening | None = rows.order_by("-open_until").first()
    return found


def open_with(identity: Identity) -> list[UUID]:
    """The conversations that go on with whoever it is."""
    rows = Participant.objects.filter(user=identity.person.user_id, part=Part.PERSON, left_at=None)
    rows = rows.filter(conversation__state=ConversationState.OPEN)
    return list(rows.order_by("conversation").values_list("conversation_id", flat=True))


def told_to(user: Any) -> list[dt.datetime]:
    """When two people opened who this young person is, as they are shown it; the newest first."""
    rows = IdentityOpening.objects.filter(identity__person__user=user, is_agreed=True, not_told_because=None)
    return list(rows.order_by("-answered_at").values_list("answered_at", flat=True))
