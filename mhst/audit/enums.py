from django.db import models


class Kind(models.TextChoices):
    """What happened to the row."""

    CREATED = "created", "Created"
    CHANGED = "changed", "Changed"
    DELETED = "deleted", "Deleted"
    VIEWED = "viewed", "Viewed"
    ACTED = "acted", "Acted"
    #: Whatever was done in a partition that tells nothing: who acted and when, never what, about whom, or which values.
    APART = "apart", "In a partition of its own"
