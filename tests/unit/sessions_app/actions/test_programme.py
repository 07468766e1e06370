import io

import pytest
from django.core.management import call_command

from mhst.core.actors import SYSTEM
from sessions_app.actions import programme as actions
from sessions_app.catalogue import CATALOGUE, END, MIDDLE, START
from sessions_app.models import Programme
from tests.factories import ProgrammeFactory, World, world
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


def test_a_new_service_starts_with_the_whole_catalogue() -> None:
    added = actions.add_starting_catalogue(by=SYSTEM)

    assert [programme.name for programme in added] == [starting.name for starting in CATALOGUE]
    assert [programme.session_count for programme in added] == [
        len(starting.titles) for starting in CATALOGUE
    ]  # fmt: skip
    assert {programme.pk: programme.contents.count() for programme in added} == {
        programme.pk: programme.session_count for programme in added
    }


def test_longer_programmes_measure_at_both_ends_and_look_back_half_way() -> None:
    actions.add_starting_catalogue(by=SYSTEM)

    longer = Programme.objects.filter(session_count__gte=6)
    assert longer.exists()
    for programme in longer:
        due = list(programme.contents.order_by("number").values_list("due", flat=True))
        assert (due[0], due[programme.session_count // 2 - 1], due[-1]) == (START, MIDDLE, END)


def test_what_a_team_has_already_stays_as_it_is() -> None:
    ours = ProgrammeFactory(name=CATALOGUE[0].name, summary="In our own words.")

    said = io.StringIO()
    call_command("seed_catalogue", stdout=said)
    call_command("seed_catalogue", stdout=said)

    assert said.getvalue() == f"{len(CATALOGUE) - 1} programmes added.\n0 programmes added.\n"
    ours.refresh_from_db()
    assert ours.summary == "In our own words."


def test_a_schools_lead_does_not_write_the_catalogue() -> None:
    place: World = world(pupils=0)
    assert refusal(actions.add_starting_catalogue, by=place.lead) == "needs-programme.edit"
    assert Programme.objects.get() == place.programme
