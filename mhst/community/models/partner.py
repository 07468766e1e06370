from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.community.enums import HelpKind
from mhst.core.records import Record
from mhst.places.models import Organisation

if TYPE_CHECKING:
    from mhst.core.reach import Reach

#: Days a partner usually has to answer.
USUAL_ANSWER_DAYS = 5


class PartnerQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Everybody who refers may choose any; who answers signed in, those of their organisation."""
        return self if reach.everywhere else self.filter(organisation__in=reach.organisations)


class Partner(Record, Recorded):
    """An organisation that may help where we cannot. Needs no account: it answers by links."""

    name = models.CharField(max_length=160, unique=True)
    kinds = models.JSONField(default=list, help_text="Codes of `HelpKind`.")
    about = models.CharField(max_length=300, blank=True, help_text="What they do and for whom, for whoever chooses.")
    email = models.EmailField(help_text="Where links go: a mailbox that somebody reads every working day.")
    phone = models.CharField(max_length=32, blank=True)
    answer_days = models.PositiveSmallIntegerField(
        default=USUAL_ANSWER_DAYS, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="partners",
        help_text="Where its workers sign in, if they do.",
    )  # fmt: skip
    provider = models.ForeignKey(
        "directory.Provider", models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Whose entries in the directory are theirs.",
    )  # fmt: skip
    ended_on = models.DateField(null=True, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(answer_days__range=(1, 60)), name="partner_answers_within_days")
        ]

    class Privacy:
        public = ["name", "kinds", "about", "email", "phone", "answer_days", "organisation", "provider", "ended_on"]

    def __str__(self) -> str:
        return self.name

    @property
    def kinds_in_words(self) -> list[str]:
        return [str(HelpKind(kind).label) for kind in self.kinds]

    @property
    def entries(self) -> list[Any]:
        """What the public reads of them in the directory."""
        return [entry for entry in self.provider.services.all() if entry.is_listed] if self.provider else []

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.organisation_id in reach.organisations
