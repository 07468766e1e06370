"""A service that somebody would like to see in the directory. Hidden until an editor shows it, or declines."""

from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse

from cms.directory.actions import edit_link
from cms.directory.models import Provider, Service
from cms.directory.rules import suggestion as rules
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.settings.environment import environment


@action
def suggest(*, organisation: str, keeper: str, values: dict[str, Any], by: Actor, once: UUID | None = None) -> Service:
    """Who runs it is taken from ours where we know the name; what we know of them is not changed.

    Sent twice under one id it is one.
    """
    once = once or uuid4()
    if known := Service.objects.filter(external_id=str(once)).first():
        return known
    provider = _provider(organisation, keeper, str(once))
    entry = {"provider": provider, "is_listed": False, "suggested_at": clock.now(), "suggested_by": keeper, **values}
    service, is_new = Service.objects.get_or_create(external_id=str(once), defaults=entry)
    if is_new:
        service.save_revision()
    return service


@action
def tell_shown(*, service: Service, by: Actor) -> None:
    """It is public: whoever suggested it hears so, once. With a link to keep it right if it is they who keep entries.

    Raises: Refused; Conflict when they were told.
    """
    service = Service.objects.select_for_update(of=("self",)).select_related("provider").get(pk=service.pk)
    rules.check_can_tell_shown(service, by)
    provider, to = service.provider, service.suggested_by
    Service.objects.filter(pk=service.pk).update(answered_at=clock.now(), suggested_by="")
    if to:
        is_keeper = to.lower() == provider.contact_email.lower()
        url = edit_link.make(provider=provider, by=by) if is_keeper else ""
        page = environment.base_url.rstrip("/") + reverse("directory-service", args=[service.pk])
        edit_link.write_to(provider, "suggestion_shown", to=to, service=service, url=url, page=page)


@action
def decline(*, service: Service, words: str, by: Actor) -> bool:
    """Not in this directory: they are told why, and the entry goes, with an organisation that it brought along.

    What its organisation has written about stays, hidden. Returns whether they could be told.
    Raises: Refused; Conflict when a colleague was quicker.
    """
    waiting = Service.objects.get_queryset().suggested().select_for_update(of=("self",))
    service = rules.check_can_decline(waiting.filter(pk=service.pk).first(), by)
    to = service.suggested_by
    went = bool(to) and edit_link.tell(service.provider, "suggestion_declined", to=to, service=service, words=words)
    if service.proposals.exists():
        Service.objects.filter(pk=service.pk).update(answered_at=clock.now(), suggested_by="")
    else:
        _clear_away(service)
    return went


def _clear_away(service: Service) -> None:
    provider, is_its_own = service.provider, service.provider.external_id == service.external_id
    service.delete()
    if is_its_own and not provider.services.exists() and not provider.edit_links.exists():
        provider.delete()


def _provider(name: str, keeper: str, once: str) -> Provider:
    """Ours of this name, written exactly so if there are several; else a new one, of the same id as its entry."""
    known = list(Provider.objects.filter(name__iexact=name).order_by("pk"))
    if known:
        return next((one for one in known if one.name == name), known[0])
    provider, is_new = Provider.objects.get_or_create(
        name=name, defaults={"contact_email": keeper, "external_id": once}
    )
    if is_new:
        provider.save_revision()
    return provider
