"""Clusters and schools that are called like something else in figures are kept apart from it."""

import pytest

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.disclosure import TOP
from mhst.core.disclosure.dimensions import AGES, GENDERS, SLOTS
from mhst.places.models import TeamSchool
from mhst.reporting.queries import area
from mhst.reporting.queries.area import NO_SCHOOL, UNKNOWN, cluster_label
from mhst.reporting.queries.release import work_out
from tests.factories.places import ClusterFactory, SchoolFactory, TeamSchoolFactory
from tests.support.figures import AFTERWARDS, QUARTER, Counted, counted

#: What a cluster might be called in bad luck or bad faith.
LIKE_OURS = (
    NO_SCHOOL, "no school", UNKNOWN, "Other schools", TOP, "All", "", "consultation", "female", "monday_evening",
    "January 2026", "Hill School (123456)", "not shown",
)  # fmt: skip


@pytest.fixture
def there(db: None, time_machine) -> Counted:
    time_machine.move_to(AFTERWARDS, tick=False)
    return counted()


@pytest.mark.parametrize("name", [*LIKE_OURS, *GENDERS, *AGES, *SLOTS])
def test_a_cluster_that_is_called_like_something_else_says_that_it_is_one(name: str) -> None:
    assert cluster_label(name) == f"{name} (cluster)"


def test_no_two_are_called_alike() -> None:
    names = [*LIKE_OURS, *[f"{name} (cluster)" for name in LIKE_OURS], "North", "North (cluster)"]

    assert len({cluster_label(name) for name in names}) == len(names)
    assert cluster_label("North") == "North"


@pytest.mark.parametrize("name", LIKE_OURS)
def test_its_quarter_is_worked_out_like_any_other(there: Counted, name: str) -> None:
    """One school is of a cluster called so; two others, and one where nobody was seen, are of another."""
    so_called = ClusterFactory(team=there.team, name=name)
    here = TeamSchool.objects.get(school=there.schools[0])
    TeamSchoolFactory(
        team=there.team, school=SchoolFactory(name=name or "?"), cluster=here.cluster, starts_on=here.starts_on
    )  # fmt: skip
    with recording.acting(by=SYSTEM, verb="test"):
        TeamSchool.objects.filter(pk=here.pk).update(cluster=so_called)
    worked_out = work_out(there.team, QUARTER, AFTERWARDS)
    tables = {table.key: table for table in worked_out.release.tables}
    clusters = area.clusters(there.team, QUARTER)

    assert [len(clusters[label]) for label in (cluster_label(name), str(here.cluster), NO_SCHOOL)] == [1, 3, 1]
    assert tables["quarter"].shown(TOP) == 35
    assert tables["gender"].shown("female") == 25
    assert set(tables["cluster"].of("place")) == set(clusters)
