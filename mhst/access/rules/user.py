"""Who may invite a colleague, help them back in, and close their account."""

from mhst.access.models import Membership, User
from mhst.access.rules import membership as roles
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission


def check_may_look_after(by: Actor, user: User) -> None:
    """Raises: Refused unless `by` may give every role that `user` has now: nobody acts on those above them."""
    if user == by:
        raise Refused("You cannot do this to your own account. Ask a colleague who may.", code="user-self")
    if not user.is_active:
        raise Refused(f"{user.name} has already left.", code="user-left")
    by.require(Permission.MEMBERSHIP_EDIT, user)
    for membership in Membership.objects.to_come_or_current().filter(user=user):
        _check_in_reach(by, membership)


def check_may_let_go(by: Actor, user: User) -> None:
    """Raises: Refused unless `by` may close this account, and somebody stays who can keep the system."""
    check_may_look_after(by, user)
    roles.check_somebody_stays(user)


def check_can_be_invited(user: User) -> None:
    """Raises: Refused for somebody who has signed in before: they have a password of their own."""
    if user.last_login is not None:
        raise Refused(f"{user.name} has signed in already and needs no invitation.", code="user-signed-in")


def _check_in_reach(by: Actor, membership: Membership) -> None:
    try:
        roles.check_may_change(by, membership)
    except Refused as refused:
        raise Refused(
            f"{membership.user.name} also has a role that you cannot end: {membership.in_words}. "
            "You can end their roles in your team instead.",
            code="user-beyond-reach",
        ) from refused
