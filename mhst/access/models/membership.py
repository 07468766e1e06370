import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.access.enums import HeldAt, RoleName
from mhst.access.roles import ROLES
from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.reach import Reach
from mhst.core.records import Record

NOT_ENDED = Q(ended_at__isnull=True)


class MembershipQuerySet(RecordedQuerySet):
    def current(self, on: dt.date | None = None) -> "MembershipQuerySet":
        """Begun, not past their last day, and not stopped."""
        day = on or clock.today()
        return self.to_come_or_current(day).filter(starts_on__lte=day)

    def to_come_or_current(self, on: dt.date | None = None) -> "MembershipQuerySet":
        day = on or clock.today()
        return self.filter(NOT_ENDED, Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def staff(self) -> "MembershipQuerySet":
        return self.exclude(role=RoleName.YOUNG_PERSON)

    def within(self, reach: Reach) -> "MembershipQuerySet":
        """Those at a place that is reached."""
        if reach.everywhere:
            return self
        return self.filter(
            Q(organisation__in=reach.organisations) | Q(team__in=reach.teams) | Q(school__in=reach.schools)
        )


class Membership(Record, Recorded):
    """A role that a person holds at one organisation, team or school, from one date to another.

    Its last day counts whole; `ended_at` stops it at once. A system administrator's role has no place: it
    reaches the whole system. A young person's has none either, and reaches nothing.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=32, choices=RoleName)
    organisation = models.ForeignKey("places.Organisation", models.PROTECT, null=True, blank=True)
    team = models.ForeignKey("places.Team", models.PROTECT, null=True, blank=True)
    school = models.ForeignKey("places.School", models.PROTECT, null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["role", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(organisation__isnull=False, team__isnull=True, school__isnull=True)
                    | Q(organisation__isnull=True, team__isnull=False, school__isnull=True)
                    | Q(organisation__isnull=True, team__isnull=True, school__isnull=False)
                    | Q(
                        role__in=[RoleName.SYSTEM_ADMINISTRATOR, RoleName.YOUNG_PERSON],
                        organisation__isnull=True, team__isnull=True, school__isnull=True,
                    )
                ),
                name="membership_at_one_place",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_dates_in_order",
            ),
            # One for each kind of place: NULL never equals NULL, so one constraint over all would hold nothing.
            *(
                models.UniqueConstraint(
                    fields=["user", "role", place, "starts_on"],
                    condition=Q(**{f"{place}__isnull": False}, ended_at__isnull=True),
                    name=f"membership_once_at_{place}",
                )
                for place in ("organisation", "team", "school")
            ),
            models.UniqueConstraint(
                fields=["user", "role", "starts_on"],
                condition=Q(
                    organisation__isnull=True, team__isnull=True, school__isnull=True, ended_at__isnull=True
                ),
                name="membership_once_everywhere",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["user", "ends_on"])]

    class Privacy:
        public = ["role", "organisation", "team", "school", "starts_on", "ends_on", "ended_at"]
        personal = ["user"]

    def __str__(self) -> str:
        return f"{self.get_role_display()} at {self.place}" if self.place else self.get_role_display()

    @property
    def in_words(self) -> str:
        """Inside a sentence: "practitioner at Northshire"."""
        return f"{ROLES[self.role].in_words} at {self.place}" if self.place else ROLES[self.role].in_words

    @property
    def place(self) -> models.Model | None:
        return self.school or self.team or self.organisation

    @property
    def is_placeless(self) -> bool:
        """Without asking for the place."""
        return not (self.school_id or self.team_id or self.organisation_id)

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or (self.ends_on is not None and self.ends_on < clock.today())

    @property
    def is_to_come(self) -> bool:
        return not self.is_over and self.starts_on > clock.today()

    def is_within(self, reach: Reach) -> bool:
        return (
            reach.everywhere
            or self.organisation_id in reach.organisations
            or self.team_id in reach.teams
            or self.school_id in reach.schools
        )


def held_at(place: models.Model | None) -> HeldAt:
    """Which kind of place this is. Raises: ValueError for something roles are not held at."""
    return HeldAt(str(place._meta.model_name)) if place is not None else HeldAt.EVERYWHERE
