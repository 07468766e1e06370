"""Who did what to a record, and who looked at it, for those who may know."""

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Q

from mhst.audit.enums import Kind
from mhst.audit.models import AuditEvent
from mhst.core.actors import Actor
from mhst.core.permissions import Permission

PAGE = 50


def history_of(viewer: Actor, record: models.Model, *, page: int = 1) -> Page[AuditEvent]:
    """All that was done to, or seen of, this one row, newest first. Raises: Refused."""
    viewer.require(Permission.AUDIT_VIEW, record)
    return _page(Q(table=record._meta.db_table, row_id=str(record.pk)), page)


def about(viewer: Actor, person: models.Model, *, page: int = 1) -> Page[AuditEvent]:
    """All that was done to, or seen of, any row about this young person, newest first. Raises: Refused."""
    viewer.require(Permission.AUDIT_VIEW, person)
    return _page(Q(person_id=str(person.pk)), page)


def views_of(viewer: Actor, person: models.Model, *, page: int = 1) -> Page[AuditEvent]:
    """Who opened anything about this young person, newest first. Raises: Refused."""
    viewer.require(Permission.AUDIT_VIEW, person)
    return _page(Q(person_id=str(person.pk), kind=Kind.VIEWED), page)


def _page(which: Q, number: int) -> Page[AuditEvent]:
    rows = AuditEvent.objects.filter(which).exclude(kind=Kind.APART)
    return Paginator(rows.order_by("-seq"), PAGE).get_page(number)
