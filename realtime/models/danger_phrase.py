from django.core.exceptions import ValidationError
from django.db import models
from wagtail.models import RevisionMixin

from realtime.enums import FlagAbout
from realtime.phrases.phrase import WrongPhrase, parts_of


class DangerPhrase(RevisionMixin, models.Model):
    """A line of the list that marks words for a person to look at. Who changed it and how is kept with each save."""

    words = models.CharField(
        max_length=200, unique=True,
        help_text="Plain words: spelling, text speak and short forms are seen to. hurt/harm: either of them. "
        "want to ... die: at most three words between.",
    )  # fmt: skip
    about = models.CharField(max_length=12, choices=FlagAbout)
    came_from = models.CharField(
        "where it comes from", max_length=120, blank=True,
        help_text="Such as: clinical meeting of 3 March. Never from what one young person wrote.",
    )  # fmt: skip
    is_used = models.BooleanField("in use", default=True, help_text="Take this off instead of deleting a phrase.")

    class Meta:
        ordering = ["about", "words"]
        verbose_name = "danger phrase"

    class Privacy:
        public = ["words", "about", "came_from", "is_used", "latest_revision"]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        super().clean()
        try:
            parts_of(self.words)
        except WrongPhrase as wrong:
            raise ValidationError({"words": str(wrong)}) from wrong
        if not self.is_used and not DangerPhrase.objects.filter(is_used=True).exclude(pk=self.pk).exists():
            raise ValidationError({"is_used": "This is the last phrase in use. Put another in use first."})
