from mhst.core.disclosure import TOP, Cell, Dimension, People, Shape
from mhst.core.disclosure.declared import Area
from mhst.core.disclosure.dimensions import TIME

AREA = Area({"north": ("Hill", "Vale"), "south": ("Moor",)}, ("January", "February"))


class TestDimension:
    def test_values_are_the_whole_and_all_its_parts(self) -> None:
        colour = Dimension("colour", {TOP: (("warm", "cold"),), "warm": (("red",),)})

        assert colour.values == ("all", "warm", "cold", "red")
        assert colour.above["red"] == {"red", "warm", "all"}

    def test_a_saturday_evening_is_a_weekend_and_out_of_office_hours(self) -> None:
        assert TIME.above["saturday_evening"] == {
            "saturday_evening", "weekend", "evenings_and_weekends", "out_of_office_hours", TOP,
        }  # fmt: skip

    def test_a_monday_night_is_out_of_office_hours_but_neither_evening_nor_weekend(self) -> None:
        assert TIME.above["monday_night"] == {
            "monday_night", "weekday_overnight", "other_times", "out_of_office_hours", TOP,
        }  # fmt: skip


class TestShape:
    def test_hours_by_weekday_are_crossed_with_nothing(self) -> None:
        shape = AREA.shape

        assert shape.cell(time="monday_day") in shape.cells
        assert shape.cell(time="monday_day", gender="female") not in shape.cells

    def test_schools_are_crossed_with_one_other_thing_at_a_time(self) -> None:
        shape = AREA.shape

        assert shape.cell(place="Hill", month="January") in shape.cells
        assert shape.cell(place="Hill", month="January", gender="male") not in shape.cells

    def test_somebody_is_in_every_cell_that_holds_them_and_in_no_other(self) -> None:
        shape = AREA.shape
        leaf = shape.cell(month="January", place="Hill", gender="male", time="monday_day", age="11_to_13")
        above = [dim.above[value] for value, dim in zip(leaf, shape.dimensions, strict=True)]

        holding = {cell for cell in shape.cells if all(value in at for value, at in zip(cell, above, strict=True))}
        people = People(shape, [("somebody", leaf)])
        assert {cell for cell in shape.cells if people.number(cell)} == holding
        assert shape.cell(age="under_16") in holding

    def test_parts_outside_the_frames_are_no_way_apart(self) -> None:
        only = Shape((Dimension("a", {TOP: (("x", "y"),)}), Dimension("b", {TOP: (("z",),)})), (frozenset({"a"}),))

        assert [parts for _, parts in only.ways(only.top)] == [[("x", TOP), ("y", TOP)]]


def _at(month: str, place: str, gender: str) -> Cell:
    return AREA.shape.cell(month=month, place=place, gender=gender, time="monday_day")


class TestPeople:
    def test_somebody_at_two_schools_is_one_person_in_the_whole(self) -> None:
        shape = AREA.shape
        seen = [(1, _at("January", school, "male")) for school in ("Hill", "Vale")]
        people = People(shape, [*seen, *seen, (2, _at("February", "Moor", "female"))])

        assert people.number(shape.top) == 2
        assert people.number(shape.cell(place="north")) == 1
        assert people.number(shape.cell(place="Vale", month="January")) == 1
        assert people.number(shape.cell(place="Vale", month="February")) == 0
