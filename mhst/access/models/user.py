import uuid
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from mhst.access.roles import ROLES
from mhst.core.permissions import Permission
from mhst.core.reach import Reach

if TYPE_CHECKING:
    from mhst.access.models.membership import Membership


class UserQuerySet(models.QuerySet):
    def within(self, reach: Reach) -> Any:
        """The colleagues who hold, or held, a role at a place reached. Never young people."""
        from mhst.access.models.membership import Membership

        return self.filter(pk__in=Membership.objects.staff().within(reach).values("user"))


class Users(UserManager.from_queryset(UserQuerySet)):
    def create_superuser(self, *args: Any, **kwargs: Any) -> "User":
        """Nobody stands above the roles. Raises: NotImplementedError naming the command that helps."""
        raise NotImplementedError("There are no superusers here; use `manage.py create_administrator`.")


class User(AbstractUser):
    """Someone who signs in. Says nothing about what they may do: memberships and grants do."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phone = models.CharField(max_length=32, blank=True)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = Users()

    class Meta:
        ordering = ["last_name", "first_name", "username"]
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="user_email_once"),
            models.UniqueConstraint(Lower("username"), name="user_username_once_in_any_case"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(is_active=False), name="user_who_left_is_not_active"
            ),
            # Django's own flags give power outside the roles, so nobody has them.
            models.CheckConstraint(
                condition=Q(is_superuser=False, is_staff=False), name="user_has_no_power_but_by_roles"
            ),
        ]

    class Privacy:
        public = [
            "is_active", "is_staff", "is_superuser", "date_joined", "last_login", "left_at", "groups",
            "user_permissions",
        ]  # fmt: skip
        personal = ["username", "first_name", "last_name", "email", "phone", "password"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.get_full_name() or self.username

    @property
    def audit_id(self) -> str:
        return f"user:{self.pk}"

    @property
    def audit_label(self) -> str:
        return self.name

    def can(self, permission: Permission, thing: Any = None) -> bool:
        """Whether a role in its scope, or a grant on `thing`, allows this now."""
        from mhst.access import check

        return check.can(self, permission, thing)

    def require(self, permission: Permission, thing: Any = None) -> None:
        """Raises: Refused, with a sentence for the person."""
        from mhst.access import check

        check.require(self, permission, thing)

    def reach(self, permission: Permission) -> Reach:
        """How far this person's roles reach for this permission."""
        from mhst.access import check

        return check.reach(self, permission)

    @property
    def current_memberships(self) -> list["Membership"]:
        """The memberships of today; read once per request."""
        from mhst.access.standing import standing

        return standing(self).memberships

    @property
    def memberships_in_places(self) -> list["Membership"]:
        """The memberships of today, with the places they are held at; read once per request."""
        from mhst.access.standing import standing

        return standing(self).memberships_in_places

    @property
    def roles(self) -> set[str]:
        return {membership.role for membership in self.current_memberships}

    @property
    def rights(self) -> frozenset[tuple[str, bool]]:
        """Whoever holds the same may the same where no thing is asked about: see `mhst.access.check.can`."""
        held = self.current_memberships if self.is_active else ()
        return frozenset((membership.role, membership.is_placeless) for membership in held)

    @property
    def is_colleague(self) -> bool:
        """Needs a second factor and is signed out sooner: everybody but young people."""
        roles = self.roles
        return not roles or any(ROLES[role].is_staff for role in roles)

    def is_within(self, reach: Reach) -> bool:
        return type(self).objects.filter(pk=self.pk).within(reach).exists()

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        from mhst.access.standing import forget

        forget(self)
        super().refresh_from_db(*args, **kwargs)
