"""The share that stands over who and when is the one that the table has."""

import re

import pytest
from django.template.loader import render_to_string

from mhst.reporting.documents.first_look import looked_at
from mhst.reporting.documents.parts import NEVER, Tile, tile_of
from tests.unit.reporting.documents.made import table


@pytest.mark.parametrize(
    ("shown", "share"),
    [
        (table("gender", 35, female=25, male=5), 71),
        (table("gender", 35, female=5, male=25), None),  # too few for a share
        (table("gender", 35, female=None, everyone_else=None), None),
        (table("time", 35, evenings_and_weekends=20, other_times=15), 57),
        (table("time", 35, weekday_daytime=20), None),  # told in another form
        (table("month_by_gender", 15, "gender", female=10), 67),
    ],
)
def test_it_is_told_as_far_as_the_table_has_it(shown, share: int | None) -> None:
    assert looked_at(tile_of(shown), NEVER).share == share


@pytest.mark.parametrize(("key", "asks"), [("gender", "Who"), ("month_by_time", "When")])
def test_where_a_table_is_not_shown_nothing_is_told(key: str, asks: str) -> None:
    look = looked_at(Tile(key, "Its title"), NEVER)

    assert (look.asks, look.share, look.tile.picture) == (asks, None, None)


def test_beside_it_stands_the_same_of_the_period_before_and_of_a_year_before() -> None:
    now, before = table("gender", 35, female=25, male=5), table("gender", 50, female=30, male=20)
    small = table("gender", 35, female=5, male=25)

    assert looked_at(tile_of(now), ({"gender": before}, {})).before == ("about 60 per cent", "no figures")
    assert looked_at(tile_of(now), ({"gender": small}, {"time": before})).before == ("not shown", "not shown")


@pytest.mark.parametrize(
    ("shown", "lines"),
    [
        (table("gender", 35, female=25), ["The quarter before: no figures. A year before: no figures."]),
        (table("month_by_time", 35, "time", weekday_daytime=20, weekday_evening=10), []),  # a month by its bands
        (table("gender", 35, female=5, male=25), []),
    ],
)
def test_of_before_nothing_is_said_where_no_share_says_of_what(shown, lines: list[str]) -> None:
    head = render_to_string("reporting/figures/parts/head.html", {"looks": [looked_at(tile_of(shown), NEVER)]})

    assert re.findall(r"The \w+ before: [^<]+", head) == lines
    assert "<svg" in head
