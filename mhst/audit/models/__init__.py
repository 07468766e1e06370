"""The audit's own two tables, and the base of every record that it watches."""

from mhst.audit.models.event import AuditEvent, AuditHead
from mhst.audit.models.recorded import Recorded, RecordedQuerySet

__all__ = ["AuditEvent", "AuditHead", "Recorded", "RecordedQuerySet"]
