from django.conf import settings
from django.db import models
from django.db.models import Q

from cms.posts.enums import Band, DecisionKind, PostState, Reason
from mhst.audit.models import Recorded
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record


class Post(Record, Recorded):
    """What a young person wrote under a nickname. Sealed until a moderator lets a copy out."""

    nickname = models.CharField(max_length=30)
    band = models.CharField("age", max_length=5, choices=Band)
    written_title = EncryptedTextField(null=True)
    written = EncryptedTextField(null=True)
    code_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=PostState, default=PostState.WAITING)
    shown_as = models.CharField(max_length=30, blank=True, help_text="The nickname as others read it, or none.")
    title = models.CharField(max_length=100, blank=True, help_text="As others read it.")
    body = models.TextField(blank=True)
    fit_from = models.CharField("fit to read from", max_length=5, choices=Band, blank=True)
    answer = EncryptedTextField(null=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_marked = models.BooleanField(default=False, help_text="Words in it were marked for a person to look at.")
    marked = EncryptedTextField(null=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-is_marked", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | (Q(published_at__isnull=False) & ~Q(fit_from="") & ~Q(body="")),
                name="published_post_is_whole",
            ),
            models.CheckConstraint(condition=Q(state="published") | Q(body=""), name="only_published_posts_are_read"),
        ]

    class Privacy:
        public = [
            "band", "code_hash", "state", "shown_as", "title", "body", "fit_from", "held_by", "is_marked",
            "published_at",
        ]  # fmt: skip
        personal = ["nickname"]
        clinical = ["written_title", "written", "answer", "marked"]

    @property
    def has_open_concern(self) -> bool:
        return any(concern.answered_at is None for concern in self.concerns.all())


class Decision(Record, Recorded):
    """One moderator's decision about a post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=20, choices=DecisionKind)
    reason = models.CharField(max_length=14, choices=Reason, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["created_at"]

    class Privacy:
        public = ["post", "kind", "reason", "by"]


class PostConcern(Record, Recorded):
    """Somebody may be in danger, and nobody knows who they are. Answered by another than who raised it."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="concerns")
    worry = EncryptedTextField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done = EncryptedTextField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_at__isnull=True)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="post_concern_answered_by_somebody",
            )
        ]

    class Privacy:
        public = ["post", "raised_by", "answered_by", "answered_at"]
        clinical = ["worry", "done"]
