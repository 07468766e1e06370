"""Who goes on where a team does not serve a school any more."""

from dataclasses import dataclass

from mhst.places.models import TeamSchool
from mhst.places.queries.team_school import serving
from sessions_app.models import Referral, SupportSession


@dataclass(frozen=True)
class Follows:
    """The teams that serve the school on the day of a session that is left there, and whose session it is."""

    teams: tuple[TeamSchool, ...]
    referral: Referral | None  # of a course of somebody's own


def follows(session: SupportSession) -> Follows:
    """Who could go on with this session, and with whom. Two queries at most."""
    series = session.series
    others = serving(series.school, session.date).exclude(team=series.team_id).order_by("team__name")
    return Follows(tuple(others), None if series.programme.is_group else _own(session))


def _own(session: SupportSession) -> Referral | None:
    course = session.series.courses.filter(ended_on__isnull=True).select_related("referral__young_person").first()
    return course.referral if course else None
