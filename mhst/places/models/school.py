from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from mhst.places.enums import LinkKind, Phase, SchoolGender, SchoolStatus
from mhst.places.models.organisation import Cluster, Team

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class Council(Record, Recorded):
    """A local authority with education duties; its calendar is where its schools' calendars start."""

    code = models.CharField("DfE code", max_length=3, unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]

    class Privacy:
        public = ["code", "name"]

    def __str__(self) -> str:
        return self.name


class SchoolQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """The schools somebody's roles reach."""
        return self if reach.everywhere else self.filter(pk__in=reach.schools)

    def open(self) -> Any:
        return self.filter(status__in=[SchoolStatus.OPEN, SchoolStatus.CLOSING])


class School(Record, Recorded):
    """A school or college on one site. A URN with several sites is several rows, told apart by `site`."""

    urn = models.PositiveIntegerField("URN")
    site = models.CharField(max_length=16, blank=True, help_text="Only for a school on several sites.")
    name = models.CharField(max_length=160)
    council = models.ForeignKey(Council, models.PROTECT, related_name="schools")
    status = models.CharField(max_length=16, choices=SchoolStatus, default=SchoolStatus.OPEN)
    phase = models.CharField(max_length=16, choices=Phase)
    type_name = models.CharField(max_length=80, blank=True)
    low_age = models.PositiveSmallIntegerField()
    high_age = models.PositiveSmallIntegerField()
    gender = models.CharField(max_length=8, choices=SchoolGender, blank=True, default=SchoolGender.NOT_KNOWN)
    pupils = models.PositiveIntegerField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    street = models.CharField(max_length=160, blank=True)
    locality = models.CharField(max_length=120, blank=True)
    town = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    website = models.CharField(max_length=200, blank=True)
    ods_code = models.CharField("ODS code", max_length=8, blank=True)
    easting = models.PositiveIntegerField(null=True, blank=True, help_text="OSGB36, metres.")
    northing = models.PositiveIntegerField(null=True, blank=True, help_text="OSGB36, metres.")
    sign_in_minutes = models.PositiveSmallIntegerField(
        default=10, help_text="Parking, signing in and walking to the room. A multiple of five."
    )
    teams = models.ManyToManyField(Team, through="TeamSchool", related_name="schools")

    objects = SchoolQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["urn", "site"], name="school_urn_and_site_once"),
            models.CheckConstraint(condition=Q(low_age__lte=F("high_age")), name="school_ages_in_order"),
            models.CheckConstraint(
                condition=Q(sign_in_minutes__in=range(0, 65, 5)), name="school_sign_in_by_five_minutes"
            ),
        ]
        indexes = [models.Index(fields=["council", "status"])]

    class Privacy:
        public = [
            "urn", "site", "name", "council", "status", "phase", "type_name", "low_age", "high_age", "gender", "pupils",
            "opened_on", "closed_on", "street", "locality", "town", "postcode", "phone", "website", "ods_code",
            "easting", "northing", "sign_in_minutes", "teams",
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def year_groups(self) -> range:
        """From Reception (0) to Year 13, by the ages it takes: 11-16 is Years 7 to 11."""
        return range(max(0, self.low_age - 4), max(0, self.high_age - 5) + 1)

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.pk in reach.schools


class SchoolLink(Record, Recorded):
    """GIAS's word that one school became another. The other may not be one of ours, so it is kept by URN."""

    school = models.ForeignKey(School, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12, choices=LinkKind)
    urn = models.PositiveIntegerField("URN")
    name = models.CharField(max_length=160, blank=True)
    on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "kind", "urn"], name="school_link_once")]

    class Privacy:
        public = ["school", "kind", "urn", "name", "on"]


class TeamSchool(Record, Recorded):
    """A team serves a school from one date to another. Two teams may serve one school."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="team_schools")
    school = models.ForeignKey(School, models.PROTECT, related_name="team_schools")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="team_schools", null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "school", "starts_on"], name="team_school_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="team_school_dates_in_order",
            ),
        ]

    class Privacy:
        public = ["team", "school", "cluster", "starts_on", "ends_on"]


class TravelTime(Record, Recorded):
    """Minutes by road from one school to another, where the estimate from the map is wrong."""

    origin = models.ForeignKey(School, models.CASCADE, related_name="travel_from")
    destination = models.ForeignKey(School, models.CASCADE, related_name="travel_to")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "destination"], name="travel_time_once"),
            models.CheckConstraint(condition=~Q(origin=F("destination")), name="travel_time_between_two"),
        ]

    class Privacy:
        public = ["origin", "destination", "minutes"]
