import datetime as dt
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from mhst.core import components
from mhst.core.charts import APART, BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, LineChart, Mark, Point

DAY = dt.date(2026, 9, 7)
WEEK = dt.timedelta(weeks=1)


def chart(*values: float, **more) -> LineChart:
    points = tuple(Point(DAY + WEEK * number, value) for number, value in enumerate(values))
    return LineChart("goal", "Eat in the hall", points, 0, 10, **more)


def test_points_stand_where_their_day_and_value_put_them() -> None:
    first, middle, last = chart(0, 5, 10).drawn

    assert (first.x, first.y) == (LEFT, HEIGHT - BOTTOM)
    assert (middle.x, middle.y) == ((LEFT + WIDTH - RIGHT) / 2, (TOP + HEIGHT - BOTTOM) / 2)
    assert (last.x, last.y) == (WIDTH - RIGHT, TOP)


def test_one_point_stands_in_the_middle() -> None:
    (only,) = chart(5).drawn

    assert only.x == (LEFT + WIDTH - RIGHT) / 2


def test_two_readings_of_one_day_stand_above_each_other() -> None:
    points = (Point(DAY, 3), Point(DAY, 7))
    first, second = LineChart("k", "t", points, 0, 10).drawn

    assert first.x == second.x
    assert first.y > second.y


@pytest.mark.parametrize(("value", "drawn"), [(-3, HEIGHT - BOTTOM), (14, TOP)])
def test_what_lies_beyond_the_scale_is_drawn_at_its_edge(value: float, drawn: float) -> None:
    assert chart(value).drawn[0].y == drawn


def test_it_is_told_in_words() -> None:
    told = chart(2, 5, better="Higher is better").description

    assert told == (
        "2 readings: 2 on 7 September 2026, 5 on 14 September 2026. On a scale from 0 to 10. Higher is better."
    )
    assert chart(2).description == "1 reading: 2 on 7 September 2026. On a scale from 0 to 10."
    assert chart().description == "There is nothing to show yet."


def test_a_value_is_written_as_its_point_says() -> None:
    assert LineChart("k", "t", (Point(DAY, 101.4, ">80"),), 20, 80).description.startswith("1 reading: >80 on")


def test_marks_outside_the_scale_are_left_out() -> None:
    marks = (Mark(8, "near"), Mark(20, "beyond"))

    assert [level.text for level in chart(1, marks=marks).marked] == ["near"]


@pytest.mark.parametrize(("count", "dated"), [(1, 1), (2, 2), (5, 5), (6, 6), (7, 4), (20, 5)])
def test_dates_have_room_and_always_name_the_ends(count: int, dated: int) -> None:
    drawn = chart(*[5] * count).drawn
    places = [one.x for one in drawn if one.has_date]

    assert (drawn[0].has_date, drawn[-1].has_date, len(places)) == (True, True, dated)
    assert all(after - before >= APART for before, after in pairwise(places))


def test_two_readings_close_together_have_one_date_the_last() -> None:
    points = tuple(Point(DAY + dt.timedelta(days=days), 5) for days in (0, 99, 100))

    assert [drawn.has_date for drawn in LineChart("k", "t", points, 0, 10).drawn] == [True, False, True]


def test_the_picture_is_well_formed_named_and_beside_its_table() -> None:
    html = components.find("line_chart").render({"chart": chart(2, 5, marks=(Mark(8, "near <&"),))})
    figure = ET.fromstring(html)  # noqa: S314  our own
    svg = figure.find("{http://www.w3.org/2000/svg}svg")

    named = svg.attrib["aria-labelledby"].split()
    assert [svg.find(f".//*[@id='{name}']").text for name in named] == ["Eat in the hall", chart(2, 5).description]
    assert svg.attrib["role"] == "img"
    assert [row.text for row in figure.iter("td")] == ["2", "5"]


def test_nothing_is_told_by_colour_alone_and_nothing_is_styled_inline() -> None:
    html = components.find("line_chart").render({"chart": chart(2, 5, marks=(Mark(8, "near"),))})

    assert 'stroke-dasharray="6 5"' in html  # a threshold is another kind of line, with its name on it
    assert ">near</text>" in html
    assert "style=" not in html
