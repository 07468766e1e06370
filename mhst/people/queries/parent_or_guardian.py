from uuid import UUID

from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.people.models import ParentOrGuardian
from mhst.people.queries import young_person


def get_visible(id: UUID, viewer: User) -> ParentOrGuardian:
    """A parent or guardian of somebody the viewer may see. Raises: NotFound."""
    people = young_person.visible_to(viewer)
    rows = ParentOrGuardian.objects.select_related("young_person__school")
    found = rows.filter(pk=id, young_person__in=people).first()
    if found is None:
        raise NotFound()
    return found
