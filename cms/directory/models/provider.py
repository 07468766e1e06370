import uuid

from django.db import models
from wagtail.models import RevisionMixin

from cms.directory.enums import ProviderKind


def new_external_id() -> str:
    return str(uuid.uuid4())


class Provider(RevisionMixin, models.Model):
    """Who runs services: a charity, a council, a school. Keeps its entries right by a private link."""

    external_id = models.CharField(
        "id elsewhere", max_length=100, unique=True, default=new_external_id, editable=False,
        help_text="The same here and where it was imported from.",
    )  # fmt: skip
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=ProviderKind, default=ProviderKind.VOLUNTARY)
    description = models.CharField(max_length=300, blank=True, help_text="Who they are, in a sentence.")
    web = models.URLField("website", blank=True)
    contact_email = models.EmailField(
        "who keeps the entries", blank=True, help_text="Gets the private link. Never shown to anybody else."
    )
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    unreached_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When a letter to them could not be sent; empty once one was."
    )

    class Meta:
        ordering = ["name"]
        verbose_name = "organisation"

    class Privacy:
        public = ["external_id", "name", "kind", "description", "web", "asked_at", "unreached_at", "latest_revision"]
        personal = ["contact_email"]

    def __str__(self) -> str:
        return self.name
