"""Everything the page of one school shows, and which of its buttons the viewer gets."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.core.requests import Viewer
from mhst.places.models import Calendar, School, SchoolLink, TeamSchool
from mhst.places.queries import bells, room_page, school, team_school
from mhst.places.queries.bells import BellsShown
from mhst.places.queries.calendar import load_dates
from mhst.places.queries.calendar_copy import calendar_of, differences
from mhst.places.queries.school_year import coming_up
from mhst.places.words import school_year_in_words, year_groups_in_words

#: How far ahead the page looks for special days.
AHEAD = dt.timedelta(weeks=10)


@dataclass(frozen=True)
class SchoolPage:
    """What is shown. `today` is why the school is shut today, empty when it is open."""

    school: School
    year_groups: str
    today: str
    teams: list[TeamSchool]
    to_stop: frozenset[UUID]  # of these, those that the viewer may say have ended: their own teams'
    rooms: list[room_page.RoomShown]
    bells: BellsShown | None
    next_bells: BellsShown | None
    coming_up: list[tuple[str, str]]
    calendar: Calendar | None
    is_councils: bool
    year_without_dates: str
    has_news: bool
    links: list[SchoolLink]
    may: dict[str, bool]

    @property
    def address(self) -> list[str]:
        found = self.school
        return [line for line in (found.street, found.locality, f"{found.town} {found.postcode}".strip()) if line]

    @property
    def ages(self) -> str:
        return f"{self.school.low_age} to {self.school.high_age}"

    @property
    def sign_in(self) -> str:
        return f"{self.school.sign_in_minutes} minutes"


def school_page(found: School, viewer: Viewer) -> SchoolPage:
    """The same number of queries however many rooms, teams and days there are."""
    today = clock.today()
    own = calendar_of(found)
    versions = bells.versions_of(found)
    year = school.year_to_warn_of()
    lacks_dates = bool(school.without_dates([found], year))
    teams = list(team_school.serving(found, today))
    return SchoolPage(
        school=found,
        year_groups=year_groups_in_words(found.year_groups),
        today=load_dates([found], today, today)[found.pk].why_shut(today) or "",
        teams=teams,
        to_stop=frozenset(each.pk for each in teams if viewer.can(Permission.SCHOOL_EDIT, each.team)),
        rooms=room_page.rooms_of(found),
        bells=next((each for each in versions if each.is_ringing), None),
        next_bells=next((each for each in reversed(versions) if each.is_ahead), None),
        coming_up=coming_up(found, today + AHEAD),
        calendar=own or calendar_of(found.council),
        is_councils=own is None,
        year_without_dates=school_year_in_words(year) if lacks_dates else "",
        has_news=own is not None and bool(differences(found, today)),
        links=list(found.links.order_by("kind", "urn")),
        may=_may(found, viewer),
    )


def _may(found: School, viewer: Viewer) -> dict[str, bool]:
    return {
        "edit": viewer.can(Permission.SCHOOL_EDIT, found),
        "rooms": viewer.can(Permission.ROOM_EDIT, found),
        "dates": viewer.can(Permission.CALENDAR_EDIT, found),
    }
