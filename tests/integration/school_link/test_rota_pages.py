"""A desk is begun for its areas, staffed by a rota, and schools see at once whether somebody is there."""

import datetime as dt

import pytest

from mhst.access.enums import RoleName
from mhst.places.enums import TeamKind
from school_link.models import Desk, Duty
from tests.factories import SchoolFactory, TeamFactory, member_of
from tests.factories.school_link import ConsultationFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 30, 10, tzinfo=dt.UTC)


def test_from_the_areas_of_a_desk_to_who_is_there_now(client, time_machine) -> None:
    time_machine.move_to(MONDAY, tick=False)
    school, team = SchoolFactory(), TeamFactory(kind=TeamKind.CAMHS)
    spec = member_of(team, RoleName.CAMHS_SPECIALIST)
    client.force_login(spec)
    about = f"/consultations/rota/teams/{team.pk}/"
    assert client.post(about, {"areas": [], "routine_days": "0"}).status_code == 422
    assert client.post(about, {"areas": [str(school.council_id)], "routine_days": "3"}).status_code == 302
    desk = Desk.objects.get()
    other = TeamFactory(kind=TeamKind.CAMHS)
    client.force_login(member_of(other, RoleName.CAMHS_SPECIALIST))
    taken = client.post(
        f"/consultations/rota/teams/{other.pk}/", {"areas": [str(school.council_id)], "routine_days": "5"}
    )
    assert "Another desk answers for" in taken.text

    client.force_login(spec)
    add, today = f"/consultations/rota/{desk.pk}/add/", {"on_0": "30", "on_1": "11", "on_2": "2026"}
    hours = {"specialist": str(spec.pk), **today, "starts": "540", "ends": "720"}
    for wrong, sentence in (
        ({"ends": "480"}, "The end must be later"),
        ({"on_0": "29"}, "The day is over already"),
        ({"specialist": str(member_of(other, RoleName.CAMHS_SPECIALIST).pk)}, "There is a problem"),
    ):
        answer = client.post(add, {**hours, **wrong})
        assert (answer.status_code, sentence in answer.text) == (422, True), sentence
    assert client.post(add, hours).status_code == 302
    assert "on the rota at that time already" in client.post(add, {**hours, "starts": "660", "ends": "780"}).text

    one = ConsultationFactory(school=school, desk=desk)
    assert spec.name in client.get("/consultations/desk/").text
    client.force_login(one.lead)
    assert "Nobody is on the rota now" not in client.get(f"/consultations/{one.pk}/").text
    time_machine.move_to(MONDAY + dt.timedelta(hours=2), tick=False)  # the minute at which it ends
    client.force_login(one.lead)
    assert "Nobody is on the rota for the days ahead" in client.get(f"/consultations/{one.pk}/").text

    client.force_login(spec)
    remove = f"/consultations/rota/{desk.pk}/{Duty.objects.get().pk}/remove/"
    assert client.post(remove).status_code == 302
    assert client.post(remove).status_code == 404
    assert not Duty.objects.exists()
