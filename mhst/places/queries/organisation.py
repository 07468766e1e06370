"""Organisations, as those who keep the list of them see it."""

from typing import Any
from uuid import UUID

from django.db.models import Count

from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.core.requests import Viewer
from mhst.places.models import Organisation


def listed(viewer: Viewer) -> Any:
    """All of them by name, each with the number of teams that it leads and of those in which it employs people."""
    return _visible(viewer).annotate(
        leads=Count("teams_led", distinct=True), employs_in=Count("teams", distinct=True)
    )  # fmt: skip


def to_choose(viewer: Viewer) -> list[Organisation]:
    """Any may lead a team or employ its people: trusts, councils, charities."""
    return list(_visible(viewer))


def get_visible(id: UUID, viewer: Viewer) -> Organisation:
    """Raises: NotFound."""
    found: Organisation | None = _visible(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that organisation.")
    return found


def _visible(viewer: Viewer) -> Any:
    return Organisation.objects.within(viewer.reach(Permission.ORGANISATION_KEEP)).order_by("name")
