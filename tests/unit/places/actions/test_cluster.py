"""Clusters: who may add, rename and remove them, what they may be called, and when they stay."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError

from mhst.access.enums import RoleName
from mhst.audit.models import AuditEvent
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.places.actions import cluster as actions
from mhst.places.models import Cluster
from mhst.places.rules import cluster as rules
from tests.factories import ClusterFactory, TeamFactory, TeamSchoolFactory, member_of
from tests.support.refusals import refused, said

pytestmark = pytest.mark.django_db


class TestWhoMay:
    def test_who_administers_the_system_and_it_is_written_down(self) -> None:
        keeper = member_of(None, RoleName.SYSTEM_ADMINISTRATOR)
        made = actions.add(team=TeamFactory(), name=" North  town ", by=keeper)
        assert Cluster.objects.get().name == "North town"
        assert actions.rename(cluster=made, name="Northtown", by=keeper).name == "Northtown"
        actions.remove(cluster=made, by=keeper)

        assert not Cluster.objects.exists()
        written = AuditEvent.objects.filter(row_id=str(made.pk)).order_by("seq").values_list("verb", "actor_id")
        assert list(written) == [
            (f"cluster.{verb}", keeper.audit_id) for verb in ("add", "rename", "remove")
        ]  # fmt: skip

    def test_not_who_runs_the_team(self) -> None:
        cluster = ClusterFactory()
        by = member_of(cluster.team, RoleName.TEAM_MANAGER)
        for act in (
            lambda: actions.add(team=cluster.team, name="Mine", by=by),
            lambda: actions.rename(cluster=cluster, name="Mine", by=by),
            lambda: actions.remove(cluster=cluster, by=by),
        ):
            with pytest.raises(Refused, match="system administrator"):
                act()
        assert Cluster.objects.get().name == cluster.name


class TestTheName:
    def test_is_one_of_the_teams_alone(self) -> None:
        cluster = ClusterFactory(name="Northtown")
        answer = refused(actions.add, team=cluster.team, name="NORTHTOWN", by=SYSTEM)

        assert answer is not None
        assert answer.message == f"{cluster.team} has a cluster called NORTHTOWN already."
        assert answer.details["field"] == "name"
        assert actions.add(team=TeamFactory(), name="Northtown", by=SYSTEM).name == "Northtown"
        assert actions.rename(cluster=cluster, name="NorthTown", by=SYSTEM).name == "NorthTown"
        assert said(actions.rename, cluster=cluster, name=" ", by=SYSTEM) == "Enter the name, as the team says it."

    @pytest.mark.parametrize("name", ["No school", "other SCHOOLS", "All", "Quay School (990001)", "Hill (990002A)"])
    def test_is_none_that_figures_by_place_use_otherwise(self, name: str) -> None:
        assert said(actions.add, team=TeamFactory(), name=name, by=SYSTEM) == (
            f"Figures by place use “{name}” for something else. Choose another name, such as that of a town."
        )

    def test_may_have_brackets(self) -> None:
        assert actions.add(team=TeamFactory(), name="Northtown (east)", by=SYSTEM).name == "Northtown (east)"

    @pytest.mark.both_engines
    def test_of_two_at_once_the_second_reads_a_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        team = TeamFactory()
        check: Callable[[Cluster], None] = rules.check_cluster
        checks = iter([lambda _: ClusterFactory(team=team, name="Northtown")])
        monkeypatch.setattr(rules, "check_cluster", lambda one: next(checks, check)(one))

        assert said(actions.add, team=team, name="Northtown", by=SYSTEM) == (
            f"{team} has a cluster called Northtown already."
        )
        ClusterFactory(team=team, name="Northtown")
        monkeypatch.setattr(rules, "check_cluster", lambda one: None)
        with pytest.raises(IntegrityError):
            actions.add(team=team, name="Northtown", by=SYSTEM)


class TestRemoving:
    def test_a_school_that_was_in_it_keeps_it(self) -> None:
        cluster = ClusterFactory(name="Northtown")
        TeamSchoolFactory(team=cluster.team, cluster=cluster, ends_on=dt.date(2025, 1, 1))
        assert said(actions.remove, cluster=cluster, by=SYSTEM) == (
            "Northtown has schools, or had, and figures tell of them by its name. Rename it instead, or put "
            "its schools into another first."
        )
        assert Cluster.objects.get() == cluster
