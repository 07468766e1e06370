"""One worked example for each scoring rule, and one with answers left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions_app.instruments import ALL, Instrument, find
from sessions_app.instruments.scoring import left_out, score, to_read_today, to_talk_about


def answered(code: str, value: float, *, but: dict[int, float] | None = None, without: tuple[int, ...] = ()) -> dict:
    """All answers of one questionnaire the same, apart from some."""
    numbers = range(1, find(code).item_count + 1)
    given_ = dict.fromkeys(numbers, value) | (but or {})
    return {number: answer for number, answer in given_.items() if number not in without}


def test_rcads_adds_up_six_scales_and_two_totals() -> None:
    """The ranges of the national table: 30, 18, 18, 27, 21, 27, and 111 and 141 in all."""
    assert score(find("rcads-47"), answered("rcads-47", 3)) == {
        "depression": 30, "generalised": 18, "obsessions": 18, "panic": 27, "separation": 21, "social": 27,
        "anxiety": 111, "total": 141,
    }  # fmt: skip


def test_rcads_uses_every_item_once() -> None:
    items = [number for scale in find("rcads-47").scales for number in scale.items]

    assert sorted(items) == list(range(1, 48))


def test_rcads_lets_the_rest_stand_for_two_answers_left_out() -> None:
    """Depression, ten items: 12 on eight of them is 15 on ten."""
    eight = {2: 2, 6: 2, 11: 2, 15: 2, 19: 1, 21: 1, 25: 1, 29: 1}

    assert score(find("rcads-47"), eight) == {"depression": 15}


def test_rcads_scale_with_three_left_out_has_no_score_and_neither_have_the_totals() -> None:
    scores = score(find("rcads-47"), answered("rcads-47", 1, without=(2, 6, 11)))

    assert set(scores) == {"generalised", "obsessions", "panic", "separation", "social", "anxiety"}


def test_sdq_scales_and_its_total_without_the_helpful_one() -> None:
    """All "certainly true": ten on feelings and on kindness; on the others, praise counts the other way."""
    assert score(find("sdq"), answered("sdq", 2)) == {
        "emotional": 10, "conduct": 8, "hyperactivity": 6, "peer": 6, "prosocial": 10, "total": 30,
    }  # fmt: skip


def test_sdq_four_on_three_answers_is_seven_on_five() -> None:
    """The example of the authors' scoring sheet: 6.67, rounded up."""
    assert score(find("sdq"), {3: 2, 8: 1, 13: 1}) == {"emotional": 7}


def test_sdq_scale_with_two_answers_has_no_score() -> None:
    assert score(find("sdq"), {3: 2, 8: 1}) == {}


def test_sdq_impact_is_never_made_up_from_the_25_questions() -> None:
    assert "impact" not in score(find("sdq"), answered("sdq", 1))


@pytest.mark.parametrize(("code", "turned"), [("yp-core", (3, 5, 10)), ("core-10", (2, 3))])
def test_core_turns_the_kind_questions_round(code: str, turned: tuple[int, ...]) -> None:
    """The hardest week: 4 everywhere, and 0 where a good thing is asked for."""
    assert score(find(code), answered(code, 4, but=dict.fromkeys(turned, 0))) == {"total": 40}


def test_core_with_one_left_out_is_ten_times_the_mean_of_nine() -> None:
    """Nine answers with a sum of 16: 17.8, the clinical score with one decimal."""
    answers = answered("yp-core", 2, but={3: 2, 5: 2, 10: 2, 1: 0}, without=(2,))

    assert score(find("yp-core"), answers) == {"total": 17.8}


def test_core_with_two_left_out_has_no_score() -> None:
    assert score(find("core-10"), answered("core-10", 2, without=(1, 2))) == {}


def test_phq_9_is_the_sum_of_nine() -> None:
    assert score(find("phq-9"), answered("phq-9", 3)) == {"total": 27}


def test_phq_9_with_two_left_out_takes_the_mean_of_the_others() -> None:
    """10 on seven answers is 12.86 on nine."""
    answers = answered("phq-9", 1, but={1: 2, 2: 2, 3: 2}, without=(8, 9))

    assert score(find("phq-9"), answers) == {"total": 13}


def test_phq_9_with_three_left_out_has_no_score() -> None:
    assert score(find("phq-9"), answered("phq-9", 1, without=(1, 2, 3))) == {}


@pytest.mark.parametrize("code", ["gad-7", "swemwbs", "wemwbs", "ors", "cors", "bpses"])
def test_those_without_a_rule_for_answers_left_out_need_all(code: str) -> None:
    assert score(find(code), answered(code, 3)) != {}
    assert score(find(code), answered(code, 3, without=(1,))) == {}


def test_gad_7_is_the_sum_of_seven() -> None:
    assert score(find("gad-7"), answered("gad-7", 2, but={7: 3})) == {"total": 15}


def test_ors_adds_up_to_the_millimetre() -> None:
    assert score(find("ors"), {1: 6.3, 2: 5.9, 3: 8.1, 4: 7.2}) == {"total": 27.5}


@pytest.mark.parametrize(("answer", "converted"), [(1, 7.0), (3, 19.25), (4, 25.03), (5, 35.0)])
def test_swemwbs_is_converted_by_the_published_table(answer: int, converted: float) -> None:
    assert score(find("swemwbs"), answered("swemwbs", answer)) == {"total": converted}


def test_swemwbs_table_rises_from_7_to_35_without_a_gap() -> None:
    metric = find("swemwbs").scale("total").metric

    assert (len(metric), metric[0], metric[-1]) == (29, 7, 35)
    assert list(metric) == sorted(set(metric))


def test_wemwbs_is_the_sum_of_fourteen() -> None:
    assert score(find("wemwbs"), answered("wemwbs", 5)) == {"total": 70}


def test_bpses_is_the_sum_of_five() -> None:
    assert score(find("bpses"), {1: 4, 2: 3, 3: 5, 4: 2, 5: 4}) == {"total": 18}


def test_goals_have_no_total() -> None:
    assert score(find("goals"), {1: 3, 2: 7}) == {"goal-1": 3, "goal-2": 7}


def test_feedback_keeps_each_answer() -> None:
    assert score(find("session-feedback"), {1: 5, 3: 2}) == {"item-1": 5, "item-3": 2}


def test_what_was_left_out_is_known() -> None:
    assert left_out(find("gad-7"), answered("gad-7", 0, without=(2, 7))) == [2, 7]


@pytest.mark.parametrize(("code", "item"), [("rcads-47", 37), ("yp-core", 4), ("core-10", 6), ("phq-9", 9)])
def test_an_answer_that_somebody_reads_today(code: str, item: int) -> None:
    assert to_read_today(find(code), answered(code, 0)) == []
    assert to_read_today(find(code), answered(code, 0, but={item: 1})) == [item]
    assert to_read_today(find(code), answered(code, 0, without=(item,))) == []


def test_a_low_answer_about_the_session_is_talked_about_next_time() -> None:
    assert to_talk_about(find("session-feedback"), {1: 2, 2: 3, 3: 1, 4: 5}) == [1, 3]
    assert to_talk_about(find("gad-7"), answered("gad-7", 0)) == []


@given(st.data(), st.sampled_from([instrument for instrument in ALL if instrument.item_count]))
def test_whatever_is_answered_every_score_lies_in_its_range(data: st.DataObject, instrument: Instrument) -> None:
    value = st.integers(instrument.item_lowest, instrument.item_highest)
    answers = data.draw(st.dictionaries(st.integers(1, instrument.item_count), value))

    scores = score(instrument, answers)

    assert all(instrument.scale(code).holds(value) for code, value in scores.items())
