"""Accounts: a colleague's, invited, helped back in, closed; a young person's, who chooses a nickname."""

from typing import Any

from allauth.mfa.models import Authenticator

from mhst.access import grants, sessions, tasks
from mhst.access.actions import membership as memberships
from mhst.access.backends import account_named
from mhst.access.enums import RoleName
from mhst.access.events import UserLeft
from mhst.access.models import Membership, User
from mhst.access.rules import membership as role_rules
from mhst.access.rules import user as rules
from mhst.audit import recording
from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.errors import Conflict


@action
def invite(*, first_name: str, last_name: str, email: str, role: str, place: Any, by: Actor) -> User:
    """Give a colleague a role; somebody new also gets an account and a letter with a link to choose a password.

    Raises: Refused if `by` may not give the role there, or the address belongs to somebody who left.
    """
    address = email.strip().lower()
    user = User.objects.filter(email__iexact=address).first()
    role_rules.check_may_give(by, user or User(), role, place)
    if user is None:
        user = User(username=address[:150], email=address, first_name=first_name.strip(), last_name=last_name.strip())
        user.set_unusable_password()
        user.save()
        recording.note(user)
        tasks.send_invitation.enqueue(str(user.pk))
    memberships.add(user=user, role=role, place=place, by=by)
    return user


@action
def invite_again(*, user: User, by: Actor) -> None:
    """Send the letter once more. Raises: Refused for somebody who has signed in, or beyond reach."""
    rules.check_may_look_after(by, user)
    rules.check_can_be_invited(user)
    recording.note(user)
    tasks.send_invitation.enqueue(str(user.pk))


@action
def register(*, nickname: str, password: str, by: Actor) -> User:
    """A young person's account: a nickname, and nothing that names them. Raises: Conflict when it is taken."""
    if account_named(nickname) is not None:
        raise Conflict("Somebody has this nickname already. Choose another.", code="nickname", field="nickname")
    user = User(username=nickname)
    user.set_password(password)
    user.save()
    recording.note(user)
    Membership.objects.create(user=user, role=RoleName.YOUNG_PERSON, starts_on=clock.today())
    return user


@action
def choose_password(*, user: User, password: str, by: Actor) -> None:
    """A new password for a young person who has shown that it is they; signed out wherever they were."""
    user.set_password(password)
    user.save()
    recording.note(user)
    sessions.end_all(user)


@action
def start_again(*, user: User, by: Actor) -> None:
    """For a lost phone: forget password and second factor, sign out everywhere, send a link to begin anew.

    Raises: Refused beyond reach.
    """
    rules.check_may_look_after(by, user)
    _forget_secrets(user)
    recording.note(user)
    tasks.send_invitation.enqueue(str(user.pk))


@action
def leave(*, user: User, by: Actor) -> None:
    """Close a leaver's account: roles, grants, sessions, second factor, all at once. Their name stays in history.

    Raises: Refused if `by` may not end every role they have, or nobody would be left to keep the system.
    """
    rules.check_may_let_go(by, user)
    memberships.end_all_of(user=user, by=by)
    grants.end_all_of(user=user, by=by)
    user.is_active, user.left_at = False, clock.now()
    _forget_secrets(user)
    recording.note(user, left_at=user.left_at)
    events.publish(UserLeft(user.pk))


@action
def forget(*, user: User, by: Actor) -> None:
    """A young person's account to which nobody comes back: the nickname goes, and whatever opens it. Who may is for the
    caller to say."""
    memberships.end_all_of(user=user, by=by)
    user.username = f"gone-{user.pk}"
    user.is_active, user.left_at = False, clock.now()
    _forget_secrets(user)
    recording.note(user, left_at=user.left_at)
    events.publish(UserLeft(user.pk))


def _forget_secrets(user: User) -> None:
    user.set_unusable_password()
    user.save()
    Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user)
