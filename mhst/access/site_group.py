"""Wagtail keeps page permissions by group. Who is in its groups follows from roles, and from nothing else.

Whether somebody may enter the editor at all is asked of their roles on every request (`backends`), so a group
left over from a role that ended opens nothing.
"""

from django.contrib.auth.models import Group

from mhst.access.models import User
from mhst.access.standing import Standing
from mhst.core.permissions import Permission

#: Wagtail's own two groups under our names. The first writes pages; the second also lets them out.
GROUPS = {"Content editors": Permission.SITE_EDIT, "Content approvers": Permission.SITE_PUBLISH}


def follow(user: User) -> None:
    """Put `user` in the groups of the site, or take them out, as their roles of today say."""
    standing = Standing(user)
    for name, permission in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)  # signing in never fails for want of a group
        if standing.reach(permission):
            user.groups.add(group)
        else:
            user.groups.remove(group)
