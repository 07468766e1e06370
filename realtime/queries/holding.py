"""Who works here with a permission: whom letters go to, and who can be asked."""

from mhst.access.models import Membership, User
from mhst.access.roles import roles_with
from mhst.core.permissions import Permission
from mhst.places.models import Team


def holding(permission: Permission, team: Team | None = None) -> list[User]:
    """Those whose role in that team gives it, or in any where none is named; in the order of their names."""
    held = Membership.objects.current().filter(
        role__in=[role.name for role in roles_with(permission)], user__is_active=True
    )
    here = held.filter(team=team) if team else held
    return list(User.objects.filter(pk__in=here.values("user")).order_by("last_name", "first_name", "pk"))


def supervising(team: Team | None = None) -> list[User]:
    """Who supervises there, or anywhere, and can be written to."""
    return [user for user in holding(Permission.CONVERSATION_SUPERVISE, team) if user.email]
