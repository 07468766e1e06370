"""What somebody finds at the door, and what brings them back."""

from django.utils.translation import gettext as _

from mhst.community.staff_support.models import Request, TeamSupport
from mhst.community.staff_support.words import plain
from mhst.core.crypto import fingerprint
from mhst.places.enums import TeamKind
from mhst.places.models import Organisation, School, Team

SCHOOL, ORGANISATION, ELSEWHERE = "school", "organisation", "elsewhere"


def services() -> list[Team]:
    """The teams that support staff."""
    return list(Team.objects.filter(kind=TeamKind.STAFF_SUPPORT).order_by("name"))


def workplaces() -> list[tuple[str, str]]:
    """Where somebody may work, each with what is kept of it."""
    schools = [(f"{SCHOOL}:{pk}", name) for pk, name in School.objects.open().values_list("pk", "name")]
    others = [(f"{ORGANISATION}:{pk}", name) for pk, name in Organisation.objects.values_list("pk", "name")]
    return [*sorted(schools + others, key=lambda pair: pair[1]), (ELSEWHERE, _("Somewhere else"))]


def named(works_at: str) -> str:
    """A workplace in words."""
    return dict(workplaces()).get(works_at, _("Somewhere else"))


def hash_of(code: str) -> str:
    """What is kept of a code: nobody finds the code from it."""
    return fingerprint(plain(code), about="staff support code")


def by_code(code: str) -> Request | TeamSupport | None:
    """What this code brings back."""
    hashed = hash_of(code)
    return Request.objects.filter(code_hash=hashed).first() or TeamSupport.objects.filter(code_hash=hashed).first()


def held_request(id: str) -> Request | None:
    """What a browser holds the cookie of; None once it is deleted."""
    found: Request | None = Request.objects.filter(pk=id).select_related("team", "worker").first()
    return found


def held_support(id: str) -> TeamSupport | None:
    """The same for a team."""
    found: TeamSupport | None = TeamSupport.objects.filter(pk=id).select_related("team", "worker").first()
    return found


def is_person(found: Request | TeamSupport) -> bool:
    """Whether somebody asked for themselves."""
    return isinstance(found, Request)
