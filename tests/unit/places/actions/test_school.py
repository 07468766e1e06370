import pytest

from mhst.access.enums import RoleName
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.places.actions.school import edit, set_travel
from mhst.places.models import TravelTime
from mhst.places.queries.travel import estimate, load_travel
from tests.factories import SchoolFactory, TeamSchoolFactory, member_of

pytestmark = pytest.mark.django_db


def test_a_manager_edits_what_the_team_keeps_about_a_school() -> None:
    served = TeamSchoolFactory()
    edit(school=served.school, sign_in_minutes=15, ods_code=" ab12 ", by=member_of(served.team, RoleName.TEAM_MANAGER))
    served.school.refresh_from_db()
    assert (served.school.sign_in_minutes, served.school.ods_code) == (15, "AB12")


@pytest.mark.parametrize("minutes", [-5, 7, 65])
def test_signing_in_takes_a_multiple_of_five_up_to_an_hour(minutes: int) -> None:
    with pytest.raises(Refused, match="from 0 to 60 minutes, in steps of five"):
        edit(school=SchoolFactory(), sign_in_minutes=minutes, by=SYSTEM)


def test_a_lead_does_not_edit_the_teams_side() -> None:
    school = SchoolFactory()
    with pytest.raises(Refused):
        edit(school=school, sign_in_minutes=15, by=member_of(school, RoleName.SENIOR_MENTAL_HEALTH_LEAD))


def test_a_journey_is_corrected_changed_and_given_back_to_the_estimate() -> None:
    one, two = SchoolFactory(), SchoolFactory()
    for minutes in (25, 35):
        set_travel(origin=one, destination=two, minutes=minutes, by=SYSTEM)
        assert load_travel([one.pk, two.pk]).minutes(two.pk, one.pk) == minutes
    set_travel(origin=one, destination=two, minutes=None, by=SYSTEM)
    assert not TravelTime.objects.exists()
    assert load_travel([one.pk, two.pk]).minutes(one.pk, two.pk) == estimate(
        (one.easting, one.northing), (two.easting, two.northing)
    )


def test_journeys_that_make_no_sense() -> None:
    one, two = SchoolFactory(), SchoolFactory()
    with pytest.raises(Refused, match="two different schools"):
        set_travel(origin=one, destination=one, minutes=10, by=SYSTEM)
    for minutes in (0, 12, 185):
        with pytest.raises(Refused, match="from 5 to 180 minutes"):
            set_travel(origin=one, destination=two, minutes=minutes, by=SYSTEM)
