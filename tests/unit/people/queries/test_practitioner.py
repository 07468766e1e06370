from uuid import uuid4

import pytest

from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.people.models import Practitioner
from mhst.people.queries import practitioner as queries
from tests.factories import PractitionerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_a_team_sees_its_own_practitioners(gwen: Practitioner, manager: User, administrator: User) -> None:
    PractitionerFactory()
    for viewer in (gwen.user, manager, administrator):
        assert list(queries.visible_to(viewer)) == [gwen]
        assert queries.get_visible(gwen.pk, viewer) == gwen


def test_schools_and_other_teams_do_not(gwen: Practitioner, lead: User) -> None:
    for viewer in (lead, PractitionerFactory().user):
        with pytest.raises(NotFound):
            queries.get_visible(gwen.pk, viewer)
    with pytest.raises(NotFound):
        queries.get_visible(uuid4(), gwen.user)
