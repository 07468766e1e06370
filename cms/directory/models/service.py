import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from wagtail.models import RevisionMixin
from wagtail.search import index

from cms.directory.enums import Capacity, Way
from cms.directory.models.provider import Provider, new_external_id
from cms.directory.words import EDITABLE, ages
from cms.editor import OpenedForm
from mhst.core import clock


class ServiceQuerySet(models.QuerySet):
    def listed(self) -> "ServiceQuerySet":
        return self.filter(is_listed=True).select_related("provider")

    def suggested(self) -> "ServiceQuerySet":
        """By somebody without an account, and neither shown nor declined so far."""
        waiting = self.filter(suggested_at__isnull=False, answered_at__isnull=True, is_listed=False)
        return waiting.select_related("provider")

    def stale(self, on: dt.date) -> "ServiceQuerySet":
        """Those that nobody has said to be right for too long, or ever."""
        return self.listed().filter(Q(confirmed_on__isnull=True) | Q(confirmed_on__lt=on - Service.CONFIRMED_EVERY))


class Services(models.Manager["Service"]):
    """Written out, for the stubs lose what `as_manager` makes where models refer to each other in a circle."""

    def get_queryset(self) -> ServiceQuerySet:
        return ServiceQuerySet(self.model, using=self._db)

    def listed(self) -> ServiceQuerySet:
        return self.get_queryset().listed()

    def suggested(self) -> ServiceQuerySet:
        return self.get_queryset().suggested()

    def stale(self, on: dt.date) -> ServiceQuerySet:
        return self.get_queryset().stale(on)


class Service(RevisionMixin, index.Indexed, models.Model):
    """One thing that somebody could go to for help, and how to get there."""

    CONFIRMED_EVERY = dt.timedelta(days=90)

    external_id = models.CharField(
        "id elsewhere", max_length=100, unique=True, default=new_external_id, editable=False,
        help_text="The same here and where it was imported from.",
    )  # fmt: skip
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="services", verbose_name="organisation")
    name = models.CharField(max_length=120)
    summary = models.CharField("in one sentence", max_length=200)
    description = models.TextField("what it is", max_length=1500)
    also_called = models.CharField(
        "words people look for", max_length=300, blank=True, help_text="Not shown. Such as: panic, lonely, can't sleep"
    )
    for_whom = models.CharField("who it is for", max_length=200)
    youngest = models.PositiveSmallIntegerField("youngest age", null=True, blank=True)
    oldest = models.PositiveSmallIntegerField("oldest age", null=True, blank=True)
    areas = models.CharField(
        "area", max_length=300, blank=True,
        help_text="Towns and first halves of postcodes, with commas between. Leave empty if it is for everywhere.",
    )  # fmt: skip
    area_keys = models.CharField(max_length=320, blank=True, editable=False)
    languages = models.CharField(max_length=200, blank=True, help_text="With commas between.")
    access_needs = models.CharField("access", max_length=300, blank=True, help_text="Steps, lift, quiet room, parking.")
    is_free = models.BooleanField("free", default=True)
    cost = models.CharField(max_length=200, blank=True)
    way = models.CharField("who can ask", max_length=8, choices=Way, default=Way.ANYONE)
    how_to_refer = models.CharField("how to ask", max_length=400)
    phone = models.CharField(max_length=32, blank=True)
    email = models.EmailField(blank=True)
    web = models.URLField("website", blank=True)
    street = models.CharField(max_length=120, blank=True)
    town = models.CharField(max_length=60, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    easting = models.PositiveIntegerField(null=True, blank=True, help_text="OSGB36, metres. For distances only.")
    northing = models.PositiveIntegerField(null=True, blank=True)
    capacity = models.CharField("places now", max_length=8, choices=Capacity, default=Capacity.OPEN)
    capacity_note = models.CharField("about places", max_length=120, blank=True, help_text="Such as: about 3 weeks")
    confirmed_on = models.DateField("last confirmed", null=True, blank=True)
    suggested_at = models.DateTimeField(null=True, blank=True, editable=False)
    suggested_by = models.EmailField(blank=True, editable=False, serialize=False, help_text="Until they are answered.")
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_listed = models.BooleanField("shown to the public", default=True)

    objects = Services()
    base_form_class = OpenedForm
    search_fields = [
        index.SearchField("name", boost=3),
        index.SearchField("also_called", boost=2),
        index.SearchField("summary", boost=2),
        index.SearchField("description"),
        index.SearchField("for_whom"),
        index.SearchField("languages"),
        index.SearchField("access_needs"),
        index.RelatedFields("provider", [index.SearchField("name")]),
        index.FilterField("is_listed"),
    ]

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "entry"
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(youngest__isnull=True) | Q(oldest__isnull=True) | Q(youngest__lte=F("oldest")),
                name="directory_ages_in_order",
            )
        ]

    class Privacy:
        public = [
            "external_id", "provider", "also_called", "area_keys", "easting", "northing", "confirmed_on",
            "suggested_at", "answered_at", "is_listed", "latest_revision", *EDITABLE,
        ]  # fmt: skip
        personal = ["suggested_by"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.youngest is not None and self.oldest is not None and self.youngest > self.oldest:
            raise ValidationError({"oldest": "The oldest age must not be below the youngest."})
        if self.confirmed_on and self.confirmed_on > clock.today():
            raise ValidationError({"confirmed_on": "The confirmation cannot lie ahead. Write the day it was given."})
        if not (self.phone or self.email or self.web):
            raise ValidationError("Give a phone number, an email address or a website: people need one way to ask.")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.area_keys = "".join(f"|{area.lower()}" for area in self.area_list) + ("|" if self.areas else "")
        super().save(*args, **kwargs)

    @property
    def area_list(self) -> list[str]:
        return [area.strip() for area in self.areas.split(",") if area.strip()]

    @property
    def ages(self) -> str:
        return ages(self.youngest, self.oldest)

    @property
    def is_stale(self) -> bool:
        return self.confirmed_on is None or self.confirmed_on < clock.today() - self.CONFIRMED_EVERY

    @property
    def address(self) -> str:
        return ", ".join(filter(None, (self.street, self.town, self.postcode)))

    @property
    def tel(self) -> str:
        """The number as a telephone dials it."""
        return "".join(character for character in self.phone if character.isdigit() or character == "+")
