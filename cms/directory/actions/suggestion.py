"""A service that somebody would like to see in the directory. Hidden until an editor shows it."""

from typing import Any

from cms.directory.models import Provider, Service
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor


@action
def suggest(*, organisation: str, keeper: str, values: dict[str, Any], by: Actor) -> Service:
    """Who runs it is taken from ours where we know the name; what we know of them is not changed."""
    provider = Provider.objects.filter(name__iexact=organisation).first()
    if provider is None:
        provider = Provider.objects.create(name=organisation, contact_email=keeper)
        provider.save_revision()
    service = Service(provider=provider, is_listed=False, suggested_at=clock.now(), **values)
    service.save()
    service.save_revision()
    return service
