"""Taking over the national register of schools: adds, changes and closes schools; deletes nothing."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.places.affected import sessions_at
from mhst.places.enums import LinkKind, SchoolStatus
from mhst.places.events import FOR_EVER, SchoolClosed, SchoolDatesChanged
from mhst.places.models import Council, School, SchoolLink
from mhst.places.queries.register import known_schools
from mhst.places.readers.gias import Register, RegisteredSchool
from mhst.places.readers.gias_links import Link, Links
from mhst.places.readers.report import Change, Closing, OnlyChecked, Report
from mhst.places.rules import register as rules
from mhst.places.words import date_in_words

#: Of a school on several sites the further sites keep their own name, address and telephone.
SHARED = ("status", "phase", "type_name", "low_age", "high_age", "gender", "opened_on", "closed_on")
#: Changes of these open or shut the school on some dates.
DATED = {"status", "opened_on", "closed_on"}
CLOSED_BEFORE = "they closed before they were known here"
BATCH = 500


@action
def take_over(
    *,
    register: Register,
    links: Links | None = None,
    councils: Collection[str] = (),
    skip_rejected: bool = False,
    only_check: bool = False,
    by: Actor,
) -> Report:
    """Bring our schools in line with what was read of the register. The same again changes nothing.

    Raises: Refused if lines were rejected and are not to be skipped, or the file holds too little to be whole;
        with `only_check`, OnlyChecked with the report in any case, so that everything is rolled back.
    """
    by.require(Permission.SYSTEM_ADMINISTER)
    known = known_schools(register, councils)
    refusal = rules.why_refused(
        register=register, links=links, known=known, councils=councils, skip_rejected=skip_rejected
    )
    if refusal and not only_check:
        raise Refused(refusal, code="register")
    report = Report(
        refusal=refusal,
        lines_read=register.lines,
        considered=len(register.schools),
        left_out=dict(register.left_out),
        rejected=[*register.rejected, *(links.rejected if links else [])],
        missing=[_about(school) for school in rules.missing(register, known)],
    )
    closed = _Taking(register, known, report).take()
    if links:
        _take_links(links, report)
    for school in closed:
        _tell_closing(school, report)
    if only_check:
        raise OnlyChecked(report)
    return report


class _Taking:
    """One run over the schools that were read."""

    def __init__(self, register: Register, known: dict[int, list[School]], report: Report) -> None:
        self.register, self.known, self.report = register, known, report
        self.councils = {council.code: council for council in Council.objects.all()}
        self.new: list[School] = []
        self.closed: list[School] = []

    def take(self) -> list[School]:
        """Write everything; returns the schools that have closed or are now about to."""
        for entry in self.register.schools.values():
            council = self._council(entry)
            if entry.urn in self.known:
                self._update(entry, council)
            elif entry.fields["status"] == SchoolStatus.CLOSED:
                self.report.left_out[CLOSED_BEFORE] = self.report.left_out.get(CLOSED_BEFORE, 0) + 1
            else:
                self._add(entry, council)
        School.objects.bulk_create(self.new, batch_size=BATCH)
        return self.closed

    def _add(self, entry: RegisteredSchool, council: Council) -> None:
        school = School(urn=entry.urn, council=council, **entry.fields)
        self.new.append(school)
        self.report.added.append(_about(school))

    def _update(self, entry: RegisteredSchool, council: Council) -> None:
        changed = False
        for school in self.known[entry.urn]:
            names = SHARED if school.site else tuple(entry.fields)
            changes = _differences(school, {name: entry.fields[name] for name in names} | {"council_id": council.pk})
            if changes:
                changed = True
                self._change(school, changes)
        if not changed:
            self.report.unchanged += 1

    def _change(self, school: School, changes: dict[str, tuple[Any, Any]]) -> None:
        for name, (_, new) in changes.items():
            setattr(school, name, new)
        school.save()
        self.report.changed.append(Change(_about(school), self._named(changes)))
        if DATED & changes.keys():
            events.publish(SchoolDatesChanged(school.pk, clock.today(), FOR_EVER))
            if school.closed_on or school.status in {SchoolStatus.CLOSED, SchoolStatus.CLOSING}:
                self.closed.append(school)

    def _named(self, changes: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
        """For the report: a council by its name."""
        names = {council.pk: council.name for council in self.councils.values()}
        return {
            name.removesuffix("_id"): (names[old], names[new]) if name == "council_id" else (old, new)
            for name, (old, new) in changes.items()
        }

    def _council(self, entry: RegisteredSchool) -> Council:
        council = self.councils.get(entry.council_code)
        if council is None:
            council = Council.objects.create(code=entry.council_code, name=entry.council_name)
            self.councils[council.code] = council
        return council


def _differences(school: School, wanted: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    present = {name: getattr(school, name) for name in wanted}
    return {name: (present[name], value) for name, value in wanted.items() if present[name] != value}


def _take_links(links: Links, report: Report) -> None:
    """Make our links those of the file, for the schools that are here."""
    ours: dict[int, UUID] = {}
    wanted = {link.urn for link in links.found.values()}
    for pk, urn in School.objects.filter(urn__in=wanted, site="").values_list("pk", "urn"):
        ours[urn] = pk
    present = {(link.school_id, link.kind, link.urn): link for link in _present(ours.values())}
    for link in links.found.values():
        if link.urn in ours:
            _take_link(link, ours[link.urn], present.pop((ours[link.urn], link.kind, link.other_urn), None))
    for gone in present.values():
        gone.delete()


def _present(school_ids: Iterable[UUID]) -> Iterable[SchoolLink]:
    return SchoolLink.objects.filter(school__in=list(school_ids))


def _take_link(link: Link, school_id: UUID, present: SchoolLink | None) -> None:
    row = present or SchoolLink(school_id=school_id, kind=link.kind, urn=link.other_urn)
    if present is None or (row.name, row.on) != (link.name, link.on):
        row.name = link.name
        row.on = link.on
        row.save()


def _tell_closing(school: School, report: Report) -> None:
    successors = list(school.links.filter(kind=LinkKind.SUCCESSOR).order_by("urn"))
    after = max(clock.today(), school.closed_on) if school.closed_on else clock.today()
    report.closed.append(
        Closing(
            about=_about(school),
            when=_when(school),
            successors=tuple(_named(link) for link in successors),
            sessions=sessions_at(school.pk, after),
        )
    )
    events.publish(SchoolClosed(school.pk, school.closed_on, tuple(link.urn for link in successors)))


def _when(school: School) -> str:
    verb = "closed" if school.status == SchoolStatus.CLOSED else "is to close"
    return f"{verb} on {date_in_words(school.closed_on)}" if school.closed_on else f"{verb}, no date given"


def _named(link: SchoolLink) -> str:
    here = "known here" if School.objects.filter(urn=link.urn).exists() else "not known here"
    return f"{link.urn} {link.name} ({here})"


def _about(school: School) -> str:
    site = f" ({school.site})" if school.site else ""
    return f"{school.urn} {school.name}{site}"
