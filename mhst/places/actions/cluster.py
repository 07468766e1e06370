"""The clusters of a team: schools that are worked together, and that figures tell of together."""

from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.places.actions import kept
from mhst.places.models import Cluster, Team
from mhst.places.rules import cluster as rules


@action
def add(*, team: Team, name: str, by: Actor) -> Cluster:
    """Raises: Refused when the name is none, or another cluster's of the team."""
    by.require(Permission.ORGANISATION_KEEP)
    return _kept(Cluster(team=team), name)


@action
def rename(*, cluster: Cluster, name: str, by: Actor) -> Cluster:
    """What was published keeps the name it had. Raises: Refused as for `add`."""
    by.require(Permission.ORGANISATION_KEEP)
    return _kept(_locked(cluster), name)


@action
def remove(*, cluster: Cluster, by: Actor) -> None:
    """Raises: Refused while a school is in it, or was."""
    by.require(Permission.ORGANISATION_KEEP)
    found = _locked(cluster)  # no school can come into it meanwhile
    rules.check_remove(found)
    found.delete()


def _locked(cluster: Cluster) -> Cluster:
    found: Cluster = Cluster.objects.select_for_update(of=("self",)).select_related("team").get(pk=cluster.pk)
    return found


def _kept(cluster: Cluster, name: str) -> Cluster:
    cluster.name = " ".join(name.split())
    return kept.checked(cluster, rules.check_cluster)
