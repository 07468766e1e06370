"""Who signs in on a journey."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.test.utils import override_settings

from mhst.access import sessions
from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.access.session_store import SessionStore


def somebody(role: RoleName) -> User:
    """The first person who holds this role today."""
    membership = (
        Membership.objects.current()
        .filter(role=role, user__is_active=True)
        .order_by("starts_on", "user__date_joined", "user__username")
        .first()
    )
    if membership is None:
        raise LookupError(f"nobody is a {role} in the world of the journeys")
    return membership.user


def session_of(user: User) -> str:
    """The key of a new session in which this person is signed in, their second factor taken as shown."""
    request = RequestFactory().get("/")
    request.session, request.user = SessionStore(), AnonymousUser()
    with override_settings(DEMO=True):
        sessions.begin_for_demo(request, user)
    request.session.save()
    return request.session.session_key


def cookie(key: str, base_url: str) -> dict[str, str]:
    """The session as a browser keeps it."""
    return {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": base_url}
