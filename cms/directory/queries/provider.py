"""Who runs what is in the directory, for rooms above that have dealings with them."""

from cms.directory.models import Provider, Service
from mhst.core.errors import NotFound


def to_choose() -> list[tuple[int, str]]:
    """By name: those with an entry that an editor has shown, also once; whoever was only suggested is none of them."""
    shown = Service.objects.exclude(pk__in=Service.objects.suggested().values("pk"))
    return list(Provider.objects.filter(pk__in=shown.values("provider")).values_list("pk", "name"))


def first_of(id: int) -> Service:
    """One of their shown entries, to begin from. Raises: NotFound."""
    found = Service.objects.listed().filter(provider=id).first()
    if found is None:
        raise NotFound()
    return found
