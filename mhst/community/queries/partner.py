"""Partner organisations: to choose from, and to keep."""

from uuid import UUID

from mhst.access.models import User
from mhst.community.enums import HelpKind
from mhst.community.models import Partner
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission

#: Who sees the list: whoever refers to one of them, follows what was referred, or keeps it.
SEE = (Permission.NEIGHBOUR_REFER, Permission.NEIGHBOUR_VIEW, Permission.PARTNER_KEEP)


def may_see(viewer: User) -> bool:
    return any(viewer.can(permission) for permission in SEE)


def get_visible(id: UUID, viewer: User) -> Partner:
    """Raises: NotFound."""
    found = Partner.objects.filter(pk=id).first() if may_see(viewer) else None
    if found is None:
        raise NotFound("We could not find that partner.")
    return found


def all_of(viewer: User) -> list[Partner]:
    """Those that are asked, and then those that are no longer."""
    if not may_see(viewer):
        return []
    rows = Partner.objects.select_related("provider").prefetch_related("provider__services")
    return sorted(rows, key=lambda partner: (partner.ended_on is not None, partner.name.lower()))


def to_choose(viewer: User, kind: str = "") -> list[Partner]:
    """Those that can be asked today, with this kind of help where one is named."""
    found = [partner for partner in all_of(viewer) if partner.ended_on is None]
    return [partner for partner in found if not kind or kind in partner.kinds]


def for_carers(viewer: User) -> Partner | None:
    """The carers' service that is asked first."""
    return next(iter(to_choose(viewer, HelpKind.CARERS)), None)


def of_provider(provider_id: int, viewer: User) -> Partner | None:
    """Who is asked when an entry of the directory could help."""
    return next((partner for partner in to_choose(viewer) if partner.provider_id == provider_id), None)


def is_named(name: str, *, besides: Partner) -> bool:
    """Whether another partner has this name."""
    return Partner.objects.filter(name__iexact=name).exclude(pk=besides.pk).exists()
