"""What leaving out tells: a reader who has the program asks of every world that fits whether it looks just so."""

import pytest

from mhst.core.disclosure import AREA, Known, Protection
from mhst.core.disclosure.declared import plan, quarterly
from mhst.core.disclosure.lot import drawn, never, steps
from mhst.core.disclosure.offer import Offer
from tests.support.simulating import Held, as_seen, behind, behind_beside, lot_for, proved, published
from tests.unit.core.disclosure.test_protect import PLACE, SEED, WHOLE, _at, _crowd

#: 7, 3 and 4 sessions: with a total of 15 both hidden months are 2 to 4. And 7, 7 and 4: a total of 20 tells the last.
TWO_HIDDEN, ONE_HIDDEN = Held((7, 3, 4)), Held((7, 7, 4))


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The old way: everything is tried in its finest form, whatever its months showed."""
    monkeypatch.setattr(Offer, "first", lambda self, design: 0)


class TestOneWhoHasTheProgram:
    def test_learns_nothing_from_a_total_that_goes_with_its_months(self) -> None:
        worlds = behind(TWO_HIDDEN, lots=False)

        assert "whole_school" not in {key for key, _, _ in published(TWO_HIDDEN, never)[0]}
        assert {sum(world.months) for world in worlds} == set(range(5, 16))
        assert proved(worlds) == []

    def test_learns_nothing_from_what_the_gate_left_out_since_a_lot_may_have(self, offered: None) -> None:
        worlds = behind(ONE_HIDDEN, lots=True)

        assert {world.months[2] for world in worlds} == {0, 1, 2, 3, 4}
        assert proved(worlds) == []

    def test_would_have_learned_it_the_old_way(self, offered: None) -> None:
        """The negative control: nothing is left out but what would tell too much."""
        assert "month 2" in proved(behind(ONE_HIDDEN, lots=False))


class TestTwoTeams:
    """Whoever sees another team's same table, with figures that this one's may have had, knows of that lot."""

    #: Two teams that show the totals that tell of nobody, 10 and 15. A total of 20 would, so there is none here.
    THERE = (Held((5, 5, 0)), Held((5, 5, 5)))

    def test_one_table_says_nothing_about_the_lot_of_the_other(self, offered: None) -> None:
        worlds = behind_beside(ONE_HIDDEN, "north", dict(zip(self.THERE, ("south", "west"), strict=True)))

        assert {world.months[2] for world in worlds} == {0, 1, 2, 3, 4}
        assert proved(worlds) == []

    def test_it_would_if_both_had_one_lot(self, offered: None) -> None:
        """The negative control, and the old way: no lot fell on either total there, so the gate left it out here."""
        worlds = behind_beside(ONE_HIDDEN, "", dict.fromkeys(self.THERE, ""))

        assert "month 2" in proved(worlds)


class TestTheSeedQuarter:
    """As in docs/small-numbers.md: one month shows its evenings, two hide theirs."""

    @pytest.mark.parametrize(
        ("evenings", "days"), [((8, 1, 1), (12, 7, 6)), ((12, 4, 4), (9, 5, 5)), ((8, 0, 4), (12, 7, 7))]
    )
    def test_does_not_say_whether_its_evenings_by_themselves_would_tell(
        self, evenings: tuple[int, ...], days: tuple[int, ...]
    ) -> None:
        told = [
            _month(name, evening) for name, evening in zip(PLACE.months, (AREA.span(10), (0, 4), (0, 4)), strict=True)
        ]
        designs = [design for design in quarterly(PLACE) if design.key == "time"]
        people = _crowd(
            *((many, _at("female", "monday_evening", month=m)) for m, many in zip(PLACE.months, evenings, strict=True)),
            *((many, _at("female", "monday_day", month=m)) for m, many in zip(PLACE.months, days, strict=True)),
        )
        release = Protection(plan(PLACE, designs), people, period="spring", already=told, lot=never).release()

        assert [(key, form) for key, form, _ in as_seen(release)] == [
            ("time", "evenings and weekends against all other times")
        ]


def _month(name: str, span: tuple[int, int]) -> Known:
    return Known(PLACE.shape.cell(month=name, time="weekday_evening"), *span, tables=("month_by_time",))


class TestTheLot:
    def test_falls_about_as_often_as_its_odds_and_the_same_each_time(self) -> None:
        fallen = [what for what in map(str, range(4000)) if drawn(what, 4)]

        assert 900 < len(fallen) < 1100
        assert all(drawn(what, 4) for what in fallen[:20])

    def test_can_make_any_table_so_much_coarser_and_leave_it_out(self) -> None:
        (gender,) = (design for design in quarterly(PLACE) if design.key == "gender")

        assert [steps("spring", [1], gender, lot_for({"gender, spring": many})) for many in range(5)] == [0, 1, 2, 3, 3]

    def test_is_drawn_anew_for_other_figures(self) -> None:
        def told(what: str, odds: int) -> bool:
            return asked.append(what) or False

        asked: list[str] = []
        for people in (SEED, _crowd((1, _at("female", "monday_day")))):
            Protection(plan(PLACE, (WHOLE,)), people, period="spring", lot=told)

        assert asked == ["quarter, spring, edition 1, of [35], step 0", "quarter, spring, edition 1, of [None], step 0"]

    def test_is_drawn_for_each_team_by_itself(self) -> None:
        def told(what: str, odds: int) -> bool:
            return asked.append(what) or False

        asked: list[str] = []
        for whose in ("north", "south"):
            Protection(plan(PLACE, (WHOLE,)), SEED, period="spring", lot=told, whose=whose)

        assert len(set(asked)) == 2

    def test_leaves_a_table_of_a_revision_out_and_never_makes_it_coarser(self) -> None:
        designs = [design for design in quarterly(PLACE) if design.key in ("quarter", "time")]
        first = Protection(plan(PLACE, designs), SEED, period="spring", lot=never).release()
        again = Protection(
            plan(PLACE, designs), SEED, period="spring", edition=2, already=first.known,
            lot=lot_for({"time, spring": 1}),
        ).release()  # fmt: skip

        assert [table.key for table in again.tables] == ["quarter"]


class TestARevision:
    def test_tells_a_thing_in_the_form_in_which_it_was_told(self) -> None:
        """Two forms together would tell more than either."""
        designs = [design for design in quarterly(PLACE) if design.key in ("quarter", "time")]
        first = Protection(plan(PLACE, designs), SEED, period="x", lot=lot_for({"time, x": 2})).release()
        again = Protection(plan(PLACE, designs), SEED, period="x", edition=2, already=first.known, lot=never).release()

        assert as_seen(again) == as_seen(first)
