"""Entries of a file become ours: added, changed, or left as they are. The same file again changes nothing."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from cms.directory.models import Provider, Service
from cms.directory.readers.entry import Entries, Entry
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.places.readers.rejected import Rejected
from mhst.places.readers.report import Change, OnlyChecked, Report


@action
def take_over(
    *,
    entries: Entries,
    skip_rejected: bool = False,
    only_check: bool = False,
    watch: Callable[[int], Any] = lambda done: None,
    by: Actor,
) -> Report:
    """Write what was read; what is not in the file stays as it is. `watch` hears of each that is done.

    Raises: Refused if lines were rejected and are not to be skipped; with `only_check`, OnlyChecked with the report in
    any case, so that everything is rolled back.
    """
    by.require(Permission.DIRECTORY_KEEP)
    report = Report(lines_read=entries.read, considered=len(entries.entries), rejected=list(entries.rejected))
    for entry in entries.entries:
        try:
            watch(1)
            _take(entry, report)
        except ValidationError as wrong:
            report.rejected.append(Rejected(entry.line, _sentence(wrong), what=entries.kind))
    if report.rejected and not skip_rejected:
        report.refusal = f"{len(report.rejected)} could not be read. Put them right, or add --skip-rejected."
    if only_check:
        raise OnlyChecked(report)
    if report.refusal:
        raise Refused(report.refusal, code="directory", rejected=report.rejected)
    return report


def _take(entry: Entry, report: Report) -> None:
    """Checked before anything is written: a line is taken whole or not at all."""
    provider = Provider.objects.filter(external_id=entry.provider_id).first()
    of_provider = _changed(provider, entry.provider)
    provider = provider or Provider(external_id=entry.provider_id)
    _set(provider, of_provider)
    service = Service.objects.filter(external_id=entry.external_id).first()
    of_service = _changed(service, entry.service)
    is_new = service is None
    service = service or Service(external_id=entry.external_id)
    _set(service, of_service)
    provider.full_clean()
    service.full_clean(exclude={"provider"})
    if of_provider:
        _save(provider)
    moved = {} if is_new or service.provider_id == provider.pk else {"organisation": (service.provider, provider)}
    service.provider = provider
    if of_service or moved:
        _save(service)
    if is_new:
        report.added.append(f"{service.name} ({provider.name})")
    elif of_service or of_provider or moved:
        report.changed.append(Change(service.name, of_service | of_provider | moved))
    else:
        report.unchanged += 1


def _changed(row: Any, values: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What differs, as it was and as it will be."""
    return {
        name: (getattr(row, name, None), value) for name, value in values.items()
        if row is None or getattr(row, name) != value
    }  # fmt: skip


def _set(row: Any, changed: dict[str, tuple[Any, Any]]) -> None:
    for name, (_, value) in changed.items():
        setattr(row, name, value)


def _save(row: Any) -> None:
    row.save()
    row.save_revision(log_action=True)


def _sentence(wrong: ValidationError) -> str:
    told = wrong.message_dict if hasattr(wrong, "error_dict") else {"": wrong.messages}
    return "; ".join(
        f"{name}: {' '.join(words)}" if name.strip("_") != "all" else " ".join(words) for name, words in told.items()
    )
