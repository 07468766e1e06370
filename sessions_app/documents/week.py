"""A week on paper: a practitioner's on one page of A4, a school's for reception."""

from mhst.core.pdf import render_on_one_page, render_pdf
from sessions_app.queries.timetable.week import SchoolWeek, Week

#: Tried in turn until the week fits; the last is as small as people can still read.
SIZES = ("roomy", "middling", "tight", "smallest")


def week_pdf(week: Week, *, names: bool = False) -> bytes:
    """One landscape page, with initials unless names are asked for: paper gets left on photocopiers."""
    context = {"week": week, "names": names}
    return render_on_one_page("pdf/week.html", context, title=f"Week of {week.name}", sizes=SIZES)


def school_week_pdf(week: SchoolWeek, *, names: bool = False) -> bytes:
    """Who goes where when; as many pages as it takes."""
    return render_pdf("pdf/school_week.html", {"week": week, "names": names}, title=f"Week at {week.school}")
