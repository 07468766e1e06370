"""Many-to-many links of recorded models are written to plain tables; here their changes are noted."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import m2m_changed

from mhst.audit import entries
from mhst.audit.enums import Kind
from mhst.audit.models import Recorded
from mhst.core.privacy import privacy_of

WORDS = {"post_add": "added", "post_remove": "removed", "pre_clear": "removed"}


def watch() -> None:
    """Note changes of every many-to-many field of a recorded model whose table is Django's own.

    A table of ours between two models (`through=`) is a recorded model itself.
    """
    for model in apps.get_models():
        for field in model._meta.local_many_to_many if issubclass(model, Recorded) else ():
            through: Any = field.remote_field.through
            if through._meta.auto_created:
                listener = partial(_linked, field)
                m2m_changed.connect(listener, sender=through, weak=False, dispatch_uid=f"audit {field}")


def _linked(
    field: Any, *, sender: Any, instance: models.Model, action: str, reverse: bool, pk_set: set[Any] | None, **_: Any
) -> None:
    if action not in WORDS:
        return
    here, there = field.m2m_field_name(), field.m2m_reverse_field_name()
    if pk_set is None:
        mine, theirs = (there, here) if reverse else (here, there)
        pk_set = set(sender._default_manager.filter(**{mine: instance.pk}).values_list(theirs, flat=True))
    if reverse:
        for record in field.model._base_manager.filter(pk__in=pk_set).order_by("pk"):
            _note(field, record, WORDS[action], [instance.pk])
    elif pk_set:
        _note(field, instance, WORDS[action], pk_set)


def _note(field: Any, record: models.Model, word: str, ids: Iterable[Any]) -> None:
    told = {field.name: {word: sorted(map(str, ids))}} if privacy_of(type(record))[field.name] == "public" else {}
    entries.add(record, Kind.CHANGED, [field.name], told)
