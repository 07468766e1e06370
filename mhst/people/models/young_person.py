import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField, fingerprint
from mhst.core.records import Record
from mhst.people.enums import Ethnicity, Gender, Indicator
from mhst.people.names import plain

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class YoungPersonQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Those whose present school is reached."""
        return self if reach.everywhere else self.filter(school__in=reach.schools)

    def named(self, text: str) -> Any:
        """Those in whose names every word of `text` occurs, whatever the case and the accents.

        Nothing asked is everybody; signs of which no name is made are nobody.
        """
        words = plain(text).split()
        found = self.none() if text.strip() and not words else self
        for word in words:
            found = found.filter(search_name__contains=word)
        return found

    def in_year_group(self, year_group: int, day: dt.date) -> Any:
        """Those taught in this year group on that day; says in SQL what `year_group_on` says in Python."""
        born = clock.academic_year_of(day) - year_group - 5
        by_age = Q(birth_date__gte=dt.date(born, 9, 1), birth_date__lt=dt.date(born + 1, 9, 1))
        return self.filter(Q(year_group_override=year_group) | Q(by_age, year_group_override__isnull=True))


class YoungPerson(Record, Recorded):
    """Someone of school age whom the service helps, or may."""

    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    preferred_name = models.CharField(max_length=80, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    birth_date = models.DateField()
    school = models.ForeignKey("places.School", models.PROTECT, related_name="young_people")
    year_group_override = models.SmallIntegerField(
        null=True, blank=True, help_text="Only for somebody taught a year ahead or behind. Reception is 0."
    )
    gender = models.CharField(max_length=1, choices=Gender, default=Gender.NOT_KNOWN)
    ethnicity = models.CharField(max_length=2, choices=Ethnicity, default=Ethnicity.NOT_KNOWN)
    communication_needs = EncryptedTextField(null=True)
    nhs_number = EncryptedTextField("NHS number", null=True)
    young_carer = models.CharField(max_length=1, choices=Indicator, default=Indicator.NOT_KNOWN)
    looked_after = models.CharField(max_length=1, choices=Indicator, default=Indicator.NOT_KNOWN)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="young_person"
    )
    nhs_number_hash = models.CharField(max_length=64, blank=True, editable=False)
    search_name = models.CharField(max_length=250, default="", editable=False)

    objects = YoungPersonQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_name"]
        verbose_name_plural = "young people"
        indexes = [models.Index(fields=["school", "family_name"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(year_group_override__isnull=True) | Q(year_group_override__range=(0, 14)),
                name="young_person_year_group_exists",
            ),
            # The number itself is sealed afresh each time, so equality can only be seen on its keyed hash.
            models.UniqueConstraint(
                fields=["nhs_number_hash"], condition=~Q(nhs_number_hash=""), name="young_person_nhs_number_once"
            ),
        ]

    class Privacy:
        personal = [
            "given_name", "family_name", "preferred_name", "pronouns", "birth_date", "school",
            "year_group_override", "gender", "ethnicity", "nhs_number", "nhs_number_hash", "search_name", "user",
        ]  # fmt: skip
        clinical = ["communication_needs", "young_carer", "looked_after"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_name = plain(f"{self.given_name} {self.preferred_name} {self.family_name}")
        self.nhs_number_hash = fingerprint(self.nhs_number, about="nhs number") if self.nhs_number else ""
        super().save(*args, **kwargs)

    @property
    def audit_person_id(self) -> str:
        return str(self.pk)

    @property
    def name(self) -> str:
        """What they like to be called, with the family name."""
        return f"{self.preferred_name or self.given_name} {self.family_name}"

    @property
    def initials(self) -> str:
        return f"{(self.preferred_name or self.given_name)[:1]}{self.family_name[:1]}".upper()

    def age_on(self, day: dt.date) -> int:
        """Whole years; somebody born on 29 February has their birthday on 1 March in other years."""
        before = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - before

    @property
    def sixteen_on(self) -> dt.date:
        """The sixteenth birthday: sixteen years after a leap year comes another."""
        return self.birth_date.replace(year=self.birth_date.year + 16)

    def year_group_on(self, day: dt.date) -> int:
        """Year group on that day by the 1 September rule, unless the school teaches them in another.

        The override stays true as years pass only if somebody looks: it is the year they sit in now.
        """
        if self.year_group_override is not None:
            return self.year_group_override
        return clock.academic_year_of(day) - clock.academic_year_of(self.birth_date) - 5

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.school_id in reach.schools


class Enrolment(Record, Recorded):
    """At which school somebody was, from when to when: schools change, sessions stay where they were."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="enrolments")
    school = models.ForeignKey("places.School", models.PROTECT, related_name="enrolments")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="enrolment_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["young_person"], condition=Q(ends_on__isnull=True), name="enrolment_one_at_a_time"
            ),
        ]

    class Privacy:
        personal = ["young_person", "school", "starts_on", "ends_on"]

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id)


class KeepApart(Record, Recorded):
    """Two young people who are not placed in one group: siblings, or a falling-out. The reason is private."""

    one = models.ForeignKey(YoungPerson, models.CASCADE, related_name="+")
    other = models.ForeignKey(YoungPerson, models.CASCADE, related_name="+")
    reason = EncryptedTextField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="keep_apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="keep_apart_in_order"),
        ]

    class Privacy:
        personal = ["one", "other"]
        clinical = ["reason"]

    @property
    def audit_person_ids(self) -> tuple[str, ...]:
        return str(self.one_id), str(self.other_id)

    def other_than(self, person: YoungPerson) -> YoungPerson:
        """The one of the two who is not `person`."""
        return self.other if person.pk == self.one_id else self.one
