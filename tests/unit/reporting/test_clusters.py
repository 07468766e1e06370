"""Figures by place call some things by words of their own; no cluster is called so."""

import pytest

from mhst.core.disclosure.shape import TOP
from mhst.core.errors import Refused
from mhst.places.models import Cluster
from mhst.places.rules.cluster import check_cluster
from mhst.reporting.queries import area
from tests.factories.places import SchoolFactory, TeamFactory, TeamSchoolFactory
from tests.support.figures import QUARTER

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("word", [TOP, area.ELSEWHERE, area.NO_SCHOOL, area.UNKNOWN])
def test_no_cluster_is_called_as_they_call_something_else(word: str) -> None:
    with pytest.raises(Refused, match="Figures by place use"):
        check_cluster(Cluster(team=TeamFactory(), name=word))


def test_nor_as_they_call_a_school() -> None:
    served = TeamSchoolFactory(school=SchoolFactory(name="Quay School", site="A"))
    name = area.names(served.team, QUARTER)[served.school_id]
    with pytest.raises(Refused, match="Figures by place use"):
        check_cluster(Cluster(team=served.team, name=name))
