"""Slips for reception to cut and hand out. Whoever sees one learns where somebody is to be, and nothing else."""

import datetime as dt
from dataclasses import dataclass

from mhst.core.pdf import render_pdf
from sessions_app.queries.timetable.week import SchoolWeek

NOWHERE_YET = "reception"


@dataclass(frozen=True)
class Slip:
    """Where somebody is to be. What is not certain says so, and not why: that is nobody's business in a corridor."""

    name: str
    year_group: str
    date: dt.date
    time: str
    room: str
    is_certain: bool = True


def slips_of(week: SchoolWeek, date: dt.date | None = None) -> list[Slip]:
    """A slip for everybody who is to come, is in school and may be seen that day, in order of time and then name."""
    return [
        Slip(person.name, person.year_group, entry.date, entry.starts, entry.room or NOWHERE_YET, not entry.may_move)
        for day in week.days
        if date in (None, day.date)
        for entry in day.sessions
        if not (entry.is_off or entry.is_shut or entry.with_parents)
        for person in entry.who.people
        if person.id not in entry.not_agreed
    ]


def slips_pdf(week: SchoolWeek, date: dt.date | None = None) -> bytes:
    """Eight to an A4 page, with lines to cut along."""
    return render_pdf("pdf/slips.html", {"slips": slips_of(week, date)}, title="Slips")
