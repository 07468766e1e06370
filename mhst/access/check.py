"""Three questions: may they (`can`), stop if not (`require`), and which ones (`visible`).

In this order: a role at a place that the thing belongs to; then a dated grant on the thing itself.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType

from mhst.access.models import User
from mhst.access.roles import roles_with
from mhst.access.standing import standing
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.core.reach import Reach


def reach(user: User, permission: Permission) -> Reach:
    """The organisations, teams and schools where some role of `user` allows `permission` today.

    A role at a team reaches the schools the team serves today; one at an organisation, the teams it leads.
    """
    return standing(user).reach(permission)


def can(user: User, permission: Permission, thing: Any = None) -> bool:
    """Whether `user` may now; with no `thing`, whether a role lets them anywhere."""
    if not user.is_active:
        return False
    extent = reach(user, permission)
    if thing is None:
        return bool(extent)
    return thing.is_within(extent) or str(thing.pk) in granted(user, permission, type(thing))


def require(user: User, permission: Permission, thing: Any = None) -> None:
    """Raises: Refused, naming the roles that may."""
    if not can(user, permission, thing):
        raise Refused(_sentence(permission), code=f"needs-{permission}")


def visible(rows: Any, user: User, permission: Permission) -> Any:
    """Those of `rows` that a role or a grant lets `user` see. `rows` offers `.within(reach)`."""
    if not user.is_active:
        return rows.none()
    return among(rows, reach(user, permission), granted(user, permission, rows.model))


def among(rows: Any, extent: Reach, opened: Collection[Any]) -> Any:
    """Those within this reach, and these others. What `visible` is made of, for questions that are prepared."""
    within = rows.within(extent)
    return (within | rows.filter(pk__in=opened)).distinct() if opened else within


def granted(user: User, permission: Permission, model: type) -> set[str]:
    """The ids of those that a dated grant opens."""
    kind = ContentType.objects.get_for_model(model).pk
    return standing(user).grants.get((str(permission), kind), set())


def _sentence(permission: Permission) -> str:
    names = [role.in_words for role in roles_with(permission)]
    if not names:
        return "Nobody may do that here."
    named = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return f"Your role does not allow this here. It is for: {named}."
