"""A service that somebody would like to see in the directory. Hidden until an editor shows it."""

from typing import Any
from uuid import UUID, uuid4

from cms.directory.models import Provider, Service
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor


@action
def suggest(*, organisation: str, keeper: str, values: dict[str, Any], by: Actor, once: UUID | None = None) -> Service:
    """Who runs it is taken from ours where we know the name; what we know of them is not changed.

    Sent twice under one id it is one.
    """
    once = once or uuid4()
    if known := Service.objects.filter(external_id=str(once)).first():
        return known
    told = {"name": organisation, "contact_email": keeper}
    provider, is_unknown = Provider.objects.get_or_create(name__iexact=organisation, defaults=told)
    if is_unknown:
        provider.save_revision()
    entry = {"provider": provider, "is_listed": False, "suggested_at": clock.now(), **values}
    service, is_new = Service.objects.get_or_create(external_id=str(once), defaults=entry)
    if is_new:
        service.save_revision()
    return service
