"""Who runs what is in the directory, for rooms above that have dealings with them."""

from cms.directory.models import Provider, Service
from mhst.core.errors import NotFound


def to_choose() -> list[tuple[int, str]]:
    """All of them, by name: also those who show nothing at present."""
    return list(Provider.objects.values_list("pk", "name"))


def first_of(id: int) -> Service:
    """One of their shown entries, to begin from. Raises: NotFound."""
    found = Service.objects.listed().filter(provider=id).first()
    if found is None:
        raise NotFound()
    return found
