"""Whom somebody at a school can ask, for the pages of all rooms to show; a higher room knows them.

whom_to_ask.add_source(lambda viewer, schools: [Whom(...)])
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mhst.core.permissions import Permission
from mhst.core.requests import Viewer
from mhst.places.models import School


@dataclass(frozen=True)
class Whom:
    """Somebody with a name, where they are, what they can be asked, and who answers when they are away."""

    name: str
    place: str
    about: str
    phone: str
    email: str
    reached: str
    cover: str


#: Of some schools, for one viewer.
Source = Callable[[Viewer, Sequence[School]], list[Whom]]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Ask this source too; once, however often an app starts."""
    if source not in _sources:
        _sources.append(source)


def of(viewer: Viewer, schools: Sequence[School]) -> list[Whom]:
    """What each source has to say, in the order in which they came."""
    return [whom for source in _sources for whom in source(viewer, schools)]


def own_schools(viewer: Viewer) -> list[School]:
    """Those at which the viewer works; a team that looks after forty is not meant."""
    return list(School.objects.filter(pk__in=viewer.reach(Permission.CONTACT_VIEW).own_schools).order_by("name"))
