"""What a cluster of a team may be called, and when it may go."""

import re

from mhst.core.errors import Refused
from mhst.places.models import Cluster, TeamSchool

#: In tables by place these stand for something: everybody, those without a school, schools without a cluster, and
#: what is not told.
TAKEN = frozenset({"all", "no school", "no school known", "other schools", "not shown", "too few", "not published"})
#: And so a school: by its name and URN.
LIKE_A_SCHOOL = re.compile(r".*\(\d.*\)")


def is_taken(name: str) -> bool:
    """However it is spaced and written."""
    return " ".join(name.split()).casefold() in TAKEN


def check_cluster(cluster: Cluster) -> None:
    """Raises: Refused when its name is none, another's of the team, or one that figures use for something else."""
    name = cluster.name
    if not name:
        raise Refused("Enter the name, as the team says it.", code="cluster-name", field="name")
    if is_taken(name) or LIKE_A_SCHOOL.fullmatch(name):
        raise Refused(
            f"Figures by place use “{name}” for something else. Choose another name, such as that of a town.",
            code="cluster-name",
            field="name",
        )
    if Cluster.objects.exclude(pk=cluster.pk).filter(team=cluster.team_id, name__iexact=name).exists():
        raise Refused(f"{cluster.team} has a cluster called {name} already.", code="cluster-name", field="name")


def check_remove(cluster: Cluster) -> None:
    """Raises: Refused while a school is in it, or was: figures of that time tell of it by this name."""
    if TeamSchool.objects.filter(cluster=cluster).exists():
        raise Refused(
            f"{cluster} has schools, or had, and figures tell of them by its name. Rename it instead, or put "
            "its schools into another first.",
            code="cluster-used",
        )
