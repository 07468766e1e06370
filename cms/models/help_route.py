import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from wagtail.models import Orderable, RevisionMixin

from cms import help_ways
from cms.editor import HelpRouteForm
from cms.enums import Urgency
from mhst.core import clock

digits = RegexValidator(r"^\+?[0-9 ]{3,20}$", "Write the number in digits and spaces, such as 0800 1111.")


class HelpRouteQuerySet(models.QuerySet):
    def shown(self) -> "HelpRouteQuerySet":
        return self.filter(is_shown=True).order_by("urgency", "sort_order", "name")

    def overdue(self, on: dt.date) -> "HelpRouteQuerySet":
        """Those that nobody has tried out lately, or ever."""
        return self.shown().filter(Q(checked_on__isnull=True) | Q(checked_on__lt=on - HelpRoute.CHECKED_EVERY))


class HelpRoute(RevisionMixin, Orderable):
    """A way to get help now, shown on every public page. Somebody rings each number to check it, and says when."""

    CHECKED_EVERY = dt.timedelta(days=90)

    name = models.CharField(max_length=80, unique=True)
    urgency = models.CharField(max_length=12, choices=Urgency, default=Urgency.TALK)
    what_for = models.CharField("what it is for", max_length=160, help_text="One short sentence a child understands.")
    for_whom = models.CharField(max_length=80)
    hours = models.CharField(max_length=60, help_text="Such as: day and night")
    phone = models.CharField(max_length=20, blank=True, validators=[digits])
    phone_note = models.CharField(max_length=40, blank=True, help_text="Such as: then choose option 2")
    text_to = models.CharField("text to", max_length=20, blank=True, validators=[digits])
    text_word = models.CharField("word to text", max_length=20, blank=True)
    web = models.URLField("web address", blank=True)
    checked_on = models.DateField(
        null=True, blank=True, help_text="The day somebody last tried this number and address."
    )
    owner = models.CharField(max_length=80, help_text="Who checks it: a role or a team rather than a name.")
    is_shown = models.BooleanField(default=True)

    objects = HelpRouteQuerySet.as_manager()
    base_form_class = HelpRouteForm

    class Meta(Orderable.Meta):
        verbose_name = "way to get help"
        verbose_name_plural = "help now"
        ordering = ["urgency", "sort_order", "name"]

    class Privacy:
        public = [
            "name", "urgency", "what_for", "for_whom", "hours", "phone", "phone_note", "text_to", "text_word", "web",
            "checked_on", "owner", "is_shown", "sort_order", "latest_revision",
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.checked_on and self.checked_on > clock.today():
            raise ValidationError({"checked_on": "The check cannot lie ahead. Write the day it was done."})
        if self.urgency in {Urgency.EMERGENCY, Urgency.URGENT} and not (self.phone or self.text_to or self.web):
            raise ValidationError(
                "Give a phone number, a number to text or a web address: this is for somebody who cannot wait."
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        transaction.on_commit(help_ways.forget)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        transaction.on_commit(help_ways.forget)
        return super().delete(*args, **kwargs)

    @property
    def is_overdue(self) -> bool:
        return self.checked_on is None or self.checked_on < clock.today() - self.CHECKED_EVERY
