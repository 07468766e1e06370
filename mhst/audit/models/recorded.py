from itertools import islice
from typing import Any, ClassVar

from django.db import models
from django.db.models.signals import class_prepared, post_delete

from mhst.audit import differences, entries
from mhst.audit.entries import UnrecordedWrite
from mhst.audit.enums import Kind

#: How many rows one UPDATE names; far below what either engine takes.
BATCH = 500


class RecordedQuerySet(models.QuerySet[Any]):
    """Bulk writes leave an audit row for each record, as single ones do: they read what they are about to change.

    They are for some thousand rows. Django itself tells `_deleted` of every row that goes, and calls `update` for
    `bulk_update`; those two are here only to stop early what is no action.
    """

    def delete(self) -> tuple[int, dict[str, int]]:
        entries.require_act(self.model)
        return super().delete()

    delete.queryset_only = True  # type: ignore[attr-defined]  # as Django's: no `objects.delete()`

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        entries.require_act(self.model)
        return super().bulk_update(*args, **kwargs)

    def update(self, **values: Any) -> int:
        """As Django's, on rows locked in the order of their ids. Raises: UnrecordedWrite outside an action."""
        entries.require_act(self.model)
        if self.query.distinct or self.query.group_by:
            raise UnrecordedWrite("a distinct or aggregated query cannot lock what it updates; update by its ids")
        plain = self.select_related(None).prefetch_related(None).order_by("pk")
        records = iter(list(plain.select_for_update(of=("self",))))
        changed = 0
        while batch := list(islice(records, BATCH)):
            changed += models.QuerySet.update(self.filter(pk__in=[record.pk for record in batch]), **values)
            for record in batch:
                entries.add(record, Kind.CHANGED, *differences.updated(record, values))
        return changed

    def bulk_create(
        self, objs: Any, batch_size: int | None = None, ignore_conflicts: bool = False,
        update_conflicts: bool = False, *args: Any, **kwargs: Any,
    ) -> list[Any]:  # fmt: skip
        """As Django's. Raises: UnrecordedWrite outside an action, or where only the database knows what it wrote."""
        entries.require_act(self.model)
        if ignore_conflicts or update_conflicts:
            raise UnrecordedWrite("with conflicts ignored or updated nobody can tell which rows were written")
        made = super().bulk_create(objs, batch_size=batch_size, **kwargs)
        for record in made:
            record._created()
        return made


class Recorded(models.Model):
    """A record that cannot be written without leaving an audit row in the same transaction.

    Outside an action (`mhst.audit.recording.action`) every write raises `UnrecordedWrite`. A save writes the
    fields that changed since the row was read and no others, so that two people who change different things
    both keep theirs.
    """

    objects: ClassVar[Any] = RecordedQuerySet.as_manager()
    #: Its rows are kept by a kind of their own, without any value, and no page shows them.
    is_apart: ClassVar[bool] = False

    class Meta:
        abstract = True

    @property
    def audit_person_id(self) -> str:
        """The young person this row is about, if it is about one."""
        return ""

    @property
    def audit_person_ids(self) -> tuple[str, ...]:
        """For a row that is about several: each finds it in their own history."""
        return (self.audit_person_id,)

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Any:
        record = super().from_db(db, field_names, values)
        record._remember()
        return record

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        fields = kwargs.get("fields") or (args[1] if len(args) > 1 else None)
        self._remember(fields)

    def save(self, *args: Any, **kwargs: Any) -> None:
        entries.require_act(type(self))
        if self._state.adding:
            super().save(*args, **{**kwargs, "force_insert": True})
            self._created()
        else:
            self._save_changes(kwargs.pop("update_fields", None), *args, **kwargs)

    def _save_changes(self, only: Any, *args: Any, **kwargs: Any) -> None:
        names = differences.changed_names(self) if only is None else sorted(only)
        if not names:
            return
        super().save(*args, update_fields=names, **kwargs)
        entries.add(self, Kind.CHANGED, *differences.changed(self, names))
        self._remember(names)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        entries.require_act(type(self))
        return super().delete(*args, **kwargs)

    def _created(self) -> None:
        entries.add(self, Kind.CREATED, *differences.held(self))
        self._remember()

    def _remember(self, names: Any = None) -> None:
        """Keep what the database holds now, of these fields or of all that are loaded."""
        self._as_loaded = {**self.__dict__.get("_as_loaded", {}), **differences.snapshot(self, names)}


def _deleted(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    entries.add(instance, Kind.DELETED, *differences.held(instance))


def _watch(sender: type[models.Model], **kwargs: Any) -> None:
    """See to it that cascades, and the writes Django itself makes from related objects, are recorded too."""
    if issubclass(sender, Recorded):
        post_delete.connect(_deleted, sender=sender)
        sender._meta.base_manager_name = "objects"


class_prepared.connect(_watch)
