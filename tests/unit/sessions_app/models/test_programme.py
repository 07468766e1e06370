"""What the database refuses, whoever asks it."""

from typing import Any

import pytest
from django.db import IntegrityError

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from sessions_app.models import Programme
from tests.factories.sessions import PlannedContentFactory, ProgrammeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def programme() -> Programme:
    return ProgrammeFactory(name="Worry group")


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("programme_minutes_by_five", {"session_minutes": 52}),
        ("programme_has_sessions", {"session_count": 21}),
        ("programme_ages_in_order", {"youngest": 15, "oldest": 14}),
        ("programme_ages_of_the_young", {"youngest": 3}),
        ("programme_ages_of_the_young", {"oldest": 26}),
        ("programme_sizes_in_order", {"smallest_group": 9}),
        ("programme_fits_a_run", {"largest_group": 41}),
        ("programme_one_to_one_is_for_one", {"kind": "one_to_one"}),
        ("programme_has_facilitators", {"facilitators": 5}),
    ],
)
def test_a_programme_that_cannot_be(programme: Programme, constraint: str, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(programme, name, value)
    with pytest.raises(IntegrityError, match=constraint), recording.acting(by=SYSTEM, verb="test"):
        programme.save()


def test_a_name_is_once_in_use_in_whatever_capitals(programme: Programme) -> None:
    ProgrammeFactory(name="WORRY group", is_offered=False)

    with pytest.raises(IntegrityError, match="programme_name_once_in_use"):
        ProgrammeFactory(name="WORRY group")


@pytest.mark.parametrize("number", [3, 0, 21])
def test_an_edition_has_each_of_twenty_sessions_once(programme: Programme, number: int) -> None:
    PlannedContentFactory(programme=programme, edition=2, number=3)

    with pytest.raises(IntegrityError):
        PlannedContentFactory(programme=programme, edition=1, number=number)
