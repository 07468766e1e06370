import pytest

from mhst.core.disclosure import AREA, SCHOOL, Rule, share


class TestShown:
    def test_zero_and_small_look_the_same(self) -> None:
        assert [AREA.shown(people) for people in range(5)] == [None] * 5
        assert [SCHOOL.shown(people) for people in range(10)] == [None] * 10

    def test_the_rest_is_rounded(self) -> None:
        assert [AREA.shown(people) for people in (5, 7, 8, 12, 13, 27, 34)] == [5, 5, 10, 10, 15, 25, 35]
        assert [SCHOOL.shown(people) for people in (10, 14, 15, 24, 25)] == [10, 10, 20, 20, 30]

    @pytest.mark.parametrize("rule", [AREA, SCHOOL, Rule(8, 5)])
    def test_a_span_is_exactly_what_is_shown_so(self, rule: Rule) -> None:
        for shown in {rule.shown(people) for people in range(60)}:
            least, most = rule.span(shown)
            so = [people for people in range(80) if rule.shown(people) == shown]
            assert (so[0], so[-1]) == (least, most)

    @pytest.mark.parametrize("rule", [AREA, SCHOOL])
    def test_two_figures_alone_never_prove_a_change_by_one_to_four(self, rule: Rule) -> None:
        """But one figure that is told twice, to the nearest five and ten, may: see `Beside` in the gate."""
        spans = {rule.span(rule.shown(people)) for people in range(60)}
        changes = [(later[0] - before[1], later[1] - before[0]) for before in spans for later in spans]

        assert [change for change in changes if change[0] >= 1 and change[1] <= 4] == []


class TestFloors:
    @pytest.mark.parametrize(("hidden_below", "nearest"), [(4, 5), (5, 4), (0, 1)])
    def test_nobody_can_go_below_them(self, hidden_below: int, nearest: int) -> None:
        with pytest.raises(ValueError, match="hidden below 5"):
            Rule(hidden_below, nearest)

    def test_a_stricter_rule_may_be_made(self) -> None:
        assert Rule(8, 5).shown(7) is None


class TestShare:
    def test_comes_from_rounded_parts(self) -> None:
        assert share(25, 35) == 71.4

    def test_is_of_ten_people_or_more(self) -> None:
        """Nine are told as ten."""
        assert [share(10, AREA.shown(people)) for people in (9, 12, 13)] == [None, None, 66.7]

    @pytest.mark.parametrize(("part", "whole"), [(None, 35), (5, 35), (10, None), (5, 5), (10, 10)])
    def test_needs_so_many_told_in_both(self, part: int | None, whole: int | None) -> None:
        assert share(part, whole) is None

    def test_rounding_makes_no_more_than_all(self) -> None:
        assert share(35, 30) == 100
