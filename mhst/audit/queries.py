"""Who did what to a record, and who looked at it, for those who may know; for the machine, what was written since."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Q

from mhst.audit.enums import Kind
from mhst.audit.models import AuditEvent
from mhst.core.actors import Actor
from mhst.core.permissions import Permission

PAGE = 50
#: By the model the names of some of its fields.
Fields = Mapping[type[models.Model], frozenset[str]]


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


def written_since(moment: dt.datetime, fields: Fields) -> Mapping[type[models.Model], set[str]]:
    """For the machine: the ids of the rows of which one of these fields was written at that moment or later.

    Asked by time alone: with the table in the question, SQLite would read all that was ever written in it.
    """
    of_table = {model._meta.db_table: model for model in fields}
    rows = AuditEvent.objects.filter(at__gte=moment, kind__in=[Kind.CREATED, Kind.CHANGED]).order_by()
    found: dict[type[models.Model], set[str]] = defaultdict(set)
    for table, row_id, written in rows.values_list("table", "row_id", "fields").iterator(chunk_size=2_000):
        if table in of_table and not fields[of_table[table]].isdisjoint(written):
            found[of_table[table]].add(row_id)
    return found


def _page(which: Q, number: int) -> Page[AuditEvent]:
    rows = AuditEvent.objects.filter(which).exclude(kind=Kind.APART)
    return Paginator(rows.order_by("-seq"), PAGE).get_page(number)
