from django.db import models

from mhst.audit.entries import LABEL_LENGTH
from mhst.audit.enums import Kind


class AuditEvent(models.Model):
    """One thing that one actor did to, or saw of, one row. Append-only; each row is chained to the one before.

    Has no foreign keys: what it tells must outlive what it tells about.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor_id = models.CharField(max_length=80)
    actor_label = models.CharField(max_length=LABEL_LENGTH)
    verb = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind)
    table = models.CharField(max_length=63)
    row_id = models.CharField(max_length=40)
    person_id = models.CharField(max_length=40, blank=True, db_index=True)
    fields = models.JSONField(default=list)
    detail = models.JSONField(default=dict)
    mac = models.BinaryField()

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["table", "row_id"]), models.Index(fields=["actor_id", "at"])]

    class Privacy:
        public = ["seq", "at", "actor_id", "verb", "kind", "table", "row_id", "fields", "detail", "mac"]
        personal = ["actor_label", "person_id"]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.kind} {self.table} {self.row_id}"


class AuditHead(models.Model):
    """Where the chain ends, sealed, so that cutting off its tail shows. One row, locked by every writer."""

    seq = models.PositiveBigIntegerField(default=0)
    mac = models.BinaryField()
    seal = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(name="audit_head_is_one_row", condition=models.Q(id=1))]

    class Privacy:
        public = ["seq", "mac", "seal"]
