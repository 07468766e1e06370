"""The database itself refuses to change or delete audit rows."""

from mhst.core.guards import Guard

EVENTS = Guard("audit_auditevent", "audit rows cannot be changed or deleted", key="seq")
