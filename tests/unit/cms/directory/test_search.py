"""Looking for help in one's own words, near a place, at an age: on both kinds of database."""

import pytest
from django.core.management import call_command

from cms.directory.enums import Capacity, Way
from cms.directory.queries import place
from cms.directory.queries.service import Wanted, search
from tests.factories import SchoolFactory
from tests.factories.directory import DirectoryServiceFactory

pytestmark = [pytest.mark.django_db]


def names(**wanted):
    return [found.service.name for found in search(Wanted(**wanted))]


@pytest.fixture
def four():
    """Grief in Alderbridge for 5 to 18; counselling with worry words; one that is full; one hidden."""
    east = {"easting": 448_000, "northing": 520_000}
    DirectoryServiceFactory(
        name="After somebody has died", also_called="grief, funeral", areas="Alderbridge", town="Alderbridge",
        youngest=5, oldest=18, way=Way.REFERRED, **east,
    )  # fmt: skip
    DirectoryServiceFactory(name="Counselling", also_called="worries, panic", is_free=False, areas="ZZ2", youngest=13)
    DirectoryServiceFactory(name="Art room", summary="Paint your worries.", capacity=Capacity.FULL)
    DirectoryServiceFactory(name="Closed", also_called="worries", is_listed=False)
    call_command("update_index", verbosity=0)


@pytest.mark.both_engines
def test_words_are_found_by_their_stems_and_what_is_full_comes_last(four):
    assert names(words="I am worried about a thing") == ["Counselling", "Art room"]
    assert names(words="grief") == ["After somebody has died"]
    assert names(words='"grief OR (') == ["After somebody has died"]
    assert names(words="zebra") == []
    assert names(words="...") == []
    assert names(words="the") == []


def test_filters_narrow_a_list(four):
    assert names(age=5) == ["After somebody has died", "Art room"]
    assert names(age=30) == ["Counselling", "Art room"]
    assert names(free=True) == ["After somebody has died", "Art room"]
    assert names(myself=True) == ["Counselling", "Art room"]
    assert names(places_now=True) == ["After somebody has died", "Counselling"]


def test_a_place_is_a_town_or_a_district_of_our_schools(four):
    SchoolFactory(town="Alderbridge", postcode="ZZ1 1AA", easting=448_000, northing=523_000)
    SchoolFactory(town="Marlow Quay", postcode="ZZ2 3AA", easting=None, northing=None)

    by_code = place.find("zz1 9xx")
    assert by_code.names == {"zz1", "alderbridge"}
    assert names(place=by_code) == ["After somebody has died", "Art room"]
    assert [round(f.kilometres) for f in search(Wanted(place=by_code)) if f.kilometres is not None] == [3]
    assert names(place=place.find(" marlow  quay ")) == ["Counselling", "Art room"]
    assert place.find("Atlantis") is None
    assert place.find("ZZ2").kilometres_to(1, 1) is None
    assert place.known() == ["Alderbridge"]


def test_a_place_that_only_entries_name_is_known_too(four):
    assert place.find("zz2").names == {"zz2"}
