"""Who somebody is, by password; and what Wagtail's and Django's own pages let them do, by role."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Q

from mhst.access.models import User
from mhst.core.permissions import Permission
from mhst.core.prepared import Prepared

#: What opens each app of Wagtail and Django, or one thing in it; of several, one is enough. Anything not named here is
#: closed to everybody.
OPENED_BY: dict[str, Permission | tuple[Permission, ...]] = {
    "cms": Permission.SITE_EDIT,
    "cms.delete_helproute": Permission.SITE_PUBLISH,
    "wagtailadmin": Permission.SITE_EDIT,
    "wagtailadmin.access_admin": (Permission.SITE_EDIT, Permission.PHRASE_EDIT),
    "realtime.add_dangerphrase": Permission.PHRASE_EDIT,
    "realtime.change_dangerphrase": Permission.PHRASE_EDIT,
    "realtime.view_dangerphrase": Permission.PHRASE_EDIT,
    "directory.add_provider": Permission.DIRECTORY_KEEP,
    "directory.change_provider": Permission.DIRECTORY_KEEP,
    "directory.view_provider": Permission.DIRECTORY_KEEP,
    "directory.add_service": Permission.DIRECTORY_KEEP,
    "directory.change_service": Permission.DIRECTORY_KEEP,
    "directory.view_service": Permission.DIRECTORY_KEEP,
    "wagtaildocs": Permission.SITE_EDIT,
    "wagtailimages": Permission.SITE_EDIT,
    "wagtailredirects": Permission.SITE_EDIT,
    "django_tasks_database": Permission.SYSTEM_ADMINISTER,
}


_account: Prepared[User] = Prepared(lambda key: User.objects.filter(pk=key).order_by())


def account_named(login: str) -> User | None:
    """The account with this e-mail address or user name, in one query whether or not there is one."""
    found = User.objects.filter(Q(email__iexact=login) | Q(username__iexact=login))
    return min(found, key=lambda user: user.email.lower() != login.lower(), default=None) if login else None


class PasswordBackend(AuthenticationBackend):
    """Hashes exactly once for any answer, so that the time taken tells nothing about who has an account."""

    def _authenticate(self, request: Any, **credentials: Any) -> Any:
        login = credentials.get("email") or credentials.get("username") or ""
        return self._check_password(account_named(login), credentials["password"])

    def get_user(self, user_id: Any) -> User | None:
        """Whom a session names, while they may sign in."""
        found = next(iter(_account(user_id)), None)
        return found if found is not None and self.user_can_authenticate(found) else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        opened_by = OPENED_BY.get(perm) or OPENED_BY.get(perm.partition(".")[0])
        if opened_by is None or not user_obj.is_authenticated:
            return False
        return any(user_obj.can(one) for one in (opened_by if isinstance(opened_by, tuple) else (opened_by,)))

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return self.has_perm(user_obj, f"{app_label}.")

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    get_user_permissions = get_group_permissions = get_all_permissions
