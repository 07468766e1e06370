"""Which schools a team serves. This decides whose pupils its members see, so it is dated and recorded."""

import datetime as dt

from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.places.events import FOR_EVER, TeamSchoolChanged
from mhst.places.models import Cluster, School, Team, TeamSchool
from mhst.places.rules import team_school as rules


@action
def serve(*, team: Team, school: School, cluster: Cluster | None = None, starts_on: dt.date, by: Actor) -> TeamSchool:
    """The team serves the school from this date.

    Raises: Refused if it does already, or the school is another team's and `by` may not edit it.
    """
    by.require(Permission.SCHOOL_EDIT, team)
    School.objects.select_for_update().get(pk=school.pk)
    rules.check_serve(team=team, school=school, cluster=cluster, starts_on=starts_on, by=by)
    cluster = cluster and _still_there(cluster)
    served = TeamSchool.objects.create(team=team, school=school, cluster=cluster, starts_on=starts_on)
    _tell(served, starts_on, FOR_EVER)
    return served


@action
def stop(*, served: TeamSchool, ends_on: dt.date, by: Actor) -> None:
    """The team serves the school until this date, that day included."""
    by.require(Permission.SCHOOL_EDIT, served.team)
    served = _locked(served)
    rules.check_stop(served=served, ends_on=ends_on, today=clock.today())
    served.ends_on = ends_on
    served.save()
    _tell(served, ends_on + dt.timedelta(days=1), FOR_EVER)


@action
def put_in_cluster(*, served: TeamSchool, cluster: Cluster | None, by: Actor) -> None:
    """Work the school with others of the team's patch. Raises: Refused if the cluster is another team's, or gone."""
    by.require(Permission.SCHOOL_EDIT, served.team)
    rules.check_cluster(team=served.team, cluster=cluster)
    served = _locked(served)
    served.cluster = cluster and _still_there(cluster)
    served.save()


def _locked(served: TeamSchool) -> TeamSchool:
    return TeamSchool.objects.select_for_update(of=("self",)).select_related("team", "school").get(pk=served.pk)


def _still_there(cluster: Cluster) -> Cluster:
    """And nobody removes it meanwhile."""
    found: Cluster | None = Cluster.objects.select_for_update(no_key=True).filter(pk=cluster.pk).first()
    if found is None:
        raise Refused(f"{cluster} has been removed. Choose another.", code="cluster-gone", field="cluster")
    return found


def _tell(served: TeamSchool, from_: dt.date, to: dt.date) -> None:
    events.publish(TeamSchoolChanged(served.team_id, served.school_id, from_, to))
