"""Explicit, dated permissions on one thing for one person: django-guardian's rows, read and written only here.

guardian's own backend and shortcuts know nothing of the dates, so none of them is installed.
"""

import datetime as dt
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission as StoredPermission
from django.contrib.contenttypes.models import ContentType
from django.db import models

from mhst.access.models import Grant, User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.core.prepared import Prepared


def running(users: tuple[UUID, ...]) -> dict[UUID, dict[tuple[str, int], set[str]]]:
    """What grants that have begun and not ended open for each of these now: ids by permission and kind of thing."""
    found: dict[UUID, dict[tuple[str, int], set[str]]] = defaultdict(lambda: defaultdict(set))
    for user, codename, kind, pk in _opened(users, clock.now()):
        found[user][codename, kind].add(pk)
    return found


def on(thing: models.Model) -> list[Grant]:
    """The running grants on one thing, for the page that shows who it is shared with."""
    kind = ContentType.objects.get_for_model(thing)
    rows = _running(clock.now()).filter(content_type=kind, object_pk=str(thing.pk))
    return list(rows.select_related("user", "permission").order_by("user__last_name", "ends_at"))


@action
def give(
    *, user: User, permission: Permission, thing: models.Model, until: dt.datetime, reason: str, by: Actor
) -> Grant:
    """Let `user` do this with `thing` until then. While one runs, another changes its end and reason.

    Raises: Refused if `by` may not give grants on it or lacks the permission itself, if it is for
    themselves or for somebody who has left, if the end is not ahead, or no reason is given.
    """
    _check_may_give(by, user, permission, thing, until, reason)
    kind = ContentType.objects.get_for_model(thing)
    stored = _stored(permission, kind)
    grant = _running(clock.now()).filter(user=user, permission=stored, object_pk=str(thing.pk)).first() or Grant(
        user=user, permission=stored, content_type=kind, object_pk=str(thing.pk), starts_at=clock.now()
    )
    grant.given_by = by if isinstance(by, User) else None
    grant.reason, grant.ends_at = reason.strip(), until
    grant.save()
    return grant


@action
def end(*, grant: Grant, by: Actor) -> None:
    """Stop a grant now. The row stays, as its history."""
    by.require(Permission.GRANT_GIVE, grant.content_object)
    _stop(grant)


@action
def end_all_of(*, user: User, by: Actor) -> None:
    """Stop every grant of somebody who leaves."""
    for grant in _running(clock.now()).filter(user=user):
        _stop(grant)


def _stop(grant: Grant) -> None:
    grant.ends_at = clock.now()
    grant.save()


def _check_may_give(
    by: Actor, user: User, permission: Permission, thing: models.Model, until: dt.datetime, reason: str
) -> None:
    by.require(Permission.GRANT_GIVE, thing)
    by.require(permission, thing)  # nobody hands out what they do not hold
    if user == by:
        raise Refused("You cannot give yourself access. Ask a colleague.", code="grant-self")
    if not user.is_active:
        raise Refused(f"{user.name} has left.", code="grant-left")
    if until <= clock.now():
        raise Refused("The end must be later than now.", code="grant-end")
    if not reason.strip():
        raise Refused("Say why this person needs access; it is kept with the grant.", code="grant-reason")


def _running(now: dt.datetime) -> Any:
    return Grant.objects.filter(starts_at__lte=now, ends_at__gt=now)


_opened: Prepared[tuple[UUID, str, int, str]] = Prepared(
    lambda users, now: (
        _running(now)
        .filter(user__in=users, user__is_active=True)
        .values_list("user", "permission__codename", "content_type", "object_pk")
    )
)


def _stored(permission: Permission, kind: ContentType) -> StoredPermission:
    return StoredPermission.objects.get_or_create(
        codename=str(permission), content_type=kind, defaults={"name": str(permission)}
    )[0]
