from django.db import models


class Kind(models.TextChoices):
    """What happened to the row."""

    CREATED = "created", "Created"
    CHANGED = "changed", "Changed"
    DELETED = "deleted", "Deleted"
    VIEWED = "viewed", "Viewed"
    ACTED = "acted", "Acted"
