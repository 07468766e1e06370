"""What those who keep the directory see: who runs what, what is out of date, and what partners wrote."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Min, Q

from cms.directory.enums import Capacity, ProposalState, Way
from cms.directory.models import Proposal, Provider, Service
from cms.directory.words import LABELS, said
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission

A_SCREENFUL = 20
CHOICES: dict[str, dict[Any, Any]] = {"way": dict(Way.choices), "capacity": dict(Capacity.choices)}
#: A partner is asked again about what is still out of date after so long.
ASKED_AGAIN = dt.timedelta(days=14)
#: One whom no letter reaches is tried again after so long: meanwhile the others have their turn.
TRIED_AGAIN = dt.timedelta(days=3)


def waiting(viewer: Actor) -> list[Proposal]:
    """What partners wrote that nobody has decided about, the oldest first."""
    viewer.require(Permission.DIRECTORY_KEEP)
    return list(Proposal.objects.filter(state=ProposalState.WAITING).select_related("service__provider"))


def suggested(viewer: Actor, *, number: str | int | None = 1) -> Page[Service]:
    """New entries from outside that nobody has shown or declined yet, the oldest first."""
    viewer.require(Permission.DIRECTORY_KEEP)
    return Paginator(Service.objects.suggested().order_by("suggested_at", "pk"), A_SCREENFUL).get_page(number)


def get_suggested(id: int, viewer: Actor) -> Service:
    """Raises: NotFound, Refused."""
    viewer.require(Permission.DIRECTORY_KEEP)
    found = Service.objects.suggested().filter(pk=id).first()
    if found is None:
        raise NotFound("This suggestion does not wait any more: it is public, or was declined.")
    return found


def providers(viewer: Actor, *, number: str | int | None = 1) -> Page[Provider]:
    """Everybody who runs something, those with entries that are out of date first."""
    viewer.require(Permission.DIRECTORY_KEEP)
    since = clock.today() - Service.CONFIRMED_EVERY
    old = Q(services__is_listed=True) & (Q(services__confirmed_on__isnull=True) | Q(services__confirmed_on__lt=since))
    rows = Provider.objects.annotate(entries=Count("services"), stale=Count("services", filter=old))
    return Paginator(rows.order_by("-stale", "name"), A_SCREENFUL).get_page(number)


def get_provider(id: int, viewer: Actor) -> Provider:
    """Raises: NotFound, Refused."""
    viewer.require(Permission.DIRECTORY_KEEP)
    found = Provider.objects.filter(pk=id).first()
    if found is None:
        raise NotFound()
    return found


def get_proposal(id: UUID, viewer: Actor) -> Proposal:
    """Raises: NotFound, Refused."""
    viewer.require(Permission.DIRECTORY_KEEP)
    found = Proposal.objects.select_related("service__provider", "link", "decided_by").filter(pk=id).first()
    if found is None:
        raise NotFound()
    return found


def side_by_side(proposal: Proposal) -> list[tuple[str, str, str]]:
    """What would change: what it is called, as it was when they wrote, as they would have it."""
    names = [name for name in LABELS if name in proposal.after]
    return [(LABELS[name], _shown(name, proposal.before), _shown(name, proposal.after)) for name in names]


def differing(proposal: Proposal, values: dict[str, Any]) -> list[tuple[str, str]]:
    """What an editor had typed that is not what the partner would have by now."""
    theirs = {name: getattr(proposal.service, name) for name in LABELS} | proposal.after
    return [(LABELS[name], _shown(name, values)) for name in LABELS if values[name] != theirs[name]]


def to_ask(now: dt.datetime) -> list[Provider]:
    """Partners with an address and something out of date, whom nobody has asked or tried lately.

    What was never confirmed comes first, then the oldest.
    """
    stale = Service.objects.stale(clock.today()).values("provider")
    asked = Q(asked_at__isnull=True) | Q(asked_at__lt=now - ASKED_AGAIN)
    tried = Q(unreached_at__isnull=True) | Q(unreached_at__lt=now - TRIED_AGAIN)
    rows = Provider.objects.filter(asked, tried, pk__in=stale).exclude(contact_email="")
    return list(rows.annotate(oldest=Min("services__confirmed_on")).order_by(F("oldest").asc(nulls_first=True), "pk"))


def stale_of(provider: Provider) -> list[Service]:
    return list(Service.objects.stale(clock.today()).filter(provider=provider))


def _shown(name: str, values: dict[str, Any]) -> str:
    return said(CHOICES.get(name, {}).get(values[name], values[name]))
