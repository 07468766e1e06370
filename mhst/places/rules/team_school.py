"""Which team may begin to serve which school, and when."""

import datetime as dt

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.places.models import Cluster, School, Team, TeamSchool
from mhst.places.queries.team_school import serving
from mhst.places.words import date_in_words


def check_serve(*, team: Team, school: School, cluster: Cluster | None, starts_on: dt.date, by: Actor) -> None:
    """Raises: Refused if it serves it already, or another team does and `by` may not edit the school.

    Serving a school opens its pupils to the team, so nobody can take a colleague's school by themselves.
    """
    if not School.objects.filter(pk=school.pk).open().exists():
        raise Refused(f"{school} is {school.get_status_display().lower()}.", code="serve-closed", field="school")
    if serving(school, starts_on).filter(team=team).exists():
        raise Refused(f"{team} serves {school} already.", code="serve-twice", field="school")
    later = TeamSchool.objects.filter(team=team, school=school, starts_on__gte=starts_on).first()
    if later:
        raise Refused(
            f"{team} will serve {school} from {date_in_words(later.starts_on)}.", code="serve-twice", field="school"
        )
    others = serving(school, starts_on).exclude(team=team)
    if others and not by.can(Permission.SCHOOL_EDIT, school):
        raise Refused(
            f"{others[0].team} serves {school}. Its manager or a system administrator can add your team.",
            code="serve-other-team",
            field="school",
        )
    check_cluster(team=team, cluster=cluster)


def check_cluster(*, team: Team, cluster: Cluster | None) -> None:
    """Raises: Refused if the cluster is another team's."""
    if cluster and cluster.team_id != team.pk:
        raise Refused(f"{cluster} is not a cluster of {team}.", code="serve-cluster", field="cluster")


def check_stop(*, served: TeamSchool, ends_on: dt.date, today: dt.date) -> None:
    """Raises: Refused if it has ended, or the last day is past or before it began."""
    if served.ends_on and served.ends_on < today:
        raise Refused(f"This ended on {date_in_words(served.ends_on)}.", code="stop-ended", field="ends_on")
    if ends_on < today:
        raise Refused("The last day can be today at the earliest.", code="stop-past", field="ends_on")
    if ends_on < served.starts_on:
        raise Refused(
            f"The team begins on {date_in_words(served.starts_on)}; the last day cannot be before that.",
            code="stop-order",
            field="ends_on",
        )
