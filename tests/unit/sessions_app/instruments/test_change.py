import datetime as dt

import pytest

from sessions_app.instruments import ALL, PARENT, SELF, Direction, Reading, Threshold, find
from sessions_app.instruments.change import between, counted_pair, overall, since_start

START = dt.date(2026, 9, 7)


def on(day: int, score: float, t: float | None = None) -> Reading:
    return Reading(START + dt.timedelta(days=day), score, t)


NATIONAL = {  # NHSDigital/mental-health-monthly-statistics, create_cyp_outcomes_tables
    ("rcads-47", SELF): {"depression": 17.73, "generalised": 14.91, "obsessions": 16.35, "panic": 18.29,
                         "separation": 22.95, "social": 13.99},
    ("rcads-47", PARENT): {"depression": 22.87, "generalised": 18.30, "obsessions": 24.06, "panic": 40.93,
                           "separation": 28, "social": 16.63},
    ("sdq", SELF): {"emotional": 4, "conduct": 4, "hyperactivity": 4, "peer": 5, "prosocial": 4, "impact": 3},
    ("sdq", PARENT): {"emotional": 4, "conduct": 4, "hyperactivity": 4, "peer": 3, "prosocial": 3, "impact": 3},
    ("yp-core", SELF): {"total": 8},
    ("core-10", SELF): {"total": 5},
    ("phq-9", SELF): {"total": 6},
    ("gad-7", SELF): {"total": 4},
    ("ors", SELF): {"total": 6.6},
    ("cors", SELF): {"total": 10},
    ("swemwbs", SELF): {"total": 3},
    ("wemwbs", SELF): {"total": 9},
    ("cgas", "practitioner"): {"total": 11},
    ("goals", SELF): {f"goal-{number}": 3 for number in range(1, 10)},
}  # fmt: skip


def test_the_thresholds_are_the_national_ones_and_there_are_no_others() -> None:
    ours: dict[tuple[str, str], dict[str, float]] = {}
    for instrument in ALL:
        for scale in instrument.scales:
            for rater, threshold in scale.reliable.items():
                ours.setdefault((instrument.code, rater), {})[scale.code] = threshold.points

    assert ours == NATIONAL


def test_only_those_of_the_rcads_are_in_t_points() -> None:
    in_t = {i.code for i in ALL for scale in i.scales for threshold in scale.reliable.values() if threshold.in_t}

    assert in_t == {"rcads-47"}


def test_higher_is_better_as_the_questionnaire_says() -> None:
    rising = {(i.code, scale.code) for i in ALL for scale in i.scales if scale.higher_is_better}

    assert rising == {
        *(("goals", f"goal-{number}") for number in range(1, 10)),
        *(("session-feedback", f"item-{number}") for number in range(1, 5)),
        ("sdq", "prosocial"), ("ors", "total"), ("cors", "total"), ("cgas", "total"), ("swemwbs", "total"),
        ("wemwbs", "total"), ("bpses", "total"),
    }  # fmt: skip


SIX = Threshold(6, "somebody")


@pytest.mark.parametrize(
    ("last", "direction"),
    [
        (10, Direction.IMPROVED), (11, Direction.NO_CHANGE), (16, Direction.NO_CHANGE),
        (21, Direction.NO_CHANGE), (22, Direction.DETERIORATED),
    ],
)  # fmt: skip
def test_exactly_the_threshold_is_change(last: int, direction: Direction) -> None:
    assert between(on(0, 16), on(40, last), SIX, higher_is_better=False).direction is direction


def test_on_a_scale_where_higher_is_better_a_rise_is_improvement() -> None:
    threshold = find("goals").scale("goal-1").reliable[SELF]

    assert between(on(0, 2), on(40, 5), threshold, higher_is_better=True).direction is Direction.IMPROVED
    assert between(on(0, 5), on(40, 2), threshold, higher_is_better=True).direction is Direction.DETERIORATED


def test_decimals_do_not_keep_change_from_being_seen() -> None:
    """27.5 - 20.9 is 6.600000000000001 or less, whichever way a computer counts."""
    threshold = find("ors").scale("total").reliable[SELF]

    assert between(on(0, 20.9), on(40, 27.5), threshold, higher_is_better=True).direction is Direction.IMPROVED
    assert between(on(0, 13.3), on(40, 19.9), threshold, higher_is_better=True).direction is Direction.IMPROVED


def test_rcads_is_judged_in_t_points_and_not_without() -> None:
    threshold = find("rcads-47").scale("depression").reliable[SELF]
    far = between(on(0, 15, 68.2), on(40, 8, 50.3), threshold, higher_is_better=False)
    near = between(on(0, 15, 68.2), on(40, 9, 52.8), threshold, higher_is_better=False)
    alone = between(on(0, 15), on(40, 8), threshold, higher_is_better=False)

    assert [far.direction, near.direction, alone.direction] == [
        Direction.IMPROVED, Direction.NO_CHANGE, Direction.UNKNOWN,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("last", "threshold", "words"),
    [
        (10, SIX, "A bit better since we started; enough to be unlikely to be chance."),
        (14, SIX, "A bit better since we started; too little to tell from chance."),
        (16, SIX, "About the same as when we started."),
        (18, SIX, "A bit harder since we started; too little to tell from chance."),
        (22, SIX, "Harder than when we started; enough to be unlikely to be chance."),
        (10, None, "A bit better since we started; nobody has worked out how much would be more than chance."),
        (16, None, "About the same as when we started."),
    ],
)
def test_what_is_said_of_it(last: int, threshold: Threshold | None, words: str) -> None:
    assert between(on(0, 16), on(40, last), threshold, higher_is_better=False).words == words


def test_since_start_is_from_the_first_to_the_last_reading() -> None:
    readings = [on(40, 9), on(0, 16), on(20, 12)]

    assert since_start(readings) == (on(0, 16), on(40, 9))
    assert since_start(readings[:1]) is None


CONTACTS = [START + dt.timedelta(days=days) for days in (7, 14, 21)]


@pytest.mark.parametrize(
    ("readings", "contacts", "pair"),
    [
        ([on(7, 16), on(14, 9)], CONTACTS, (on(7, 16), on(14, 9))),  # on the very days of the two contacts
        ([on(7, 16), on(10, 12), on(30, 9)], CONTACTS, (on(7, 16), on(30, 9))),
        ([on(0, 16), on(30, 9)], CONTACTS, None),  # the first came before there was a contact
        ([on(0, 18), on(8, 16), on(30, 9)], CONTACTS, (on(8, 16), on(30, 9))),
        ([on(7, 16), on(13, 9)], CONTACTS, None),  # both before the second contact
        ([on(7, 16)], CONTACTS, None),
        ([on(7, 16), on(30, 9)], CONTACTS[:1], None),  # seen once only
        ([on(7, 16), on(30, 9)], [], None),
    ],
)
def test_which_pair_counts_nationally(readings: list[Reading], contacts: list[dt.date], pair: object) -> None:
    assert counted_pair(readings, contacts) == pair


@pytest.mark.parametrize(
    ("directions", "together"),
    [
        ([Direction.IMPROVED, Direction.NO_CHANGE], Direction.IMPROVED),
        ([Direction.IMPROVED, Direction.DETERIORATED], Direction.DETERIORATED),
        ([Direction.NO_CHANGE, Direction.NO_CHANGE], Direction.NO_CHANGE),
        ([Direction.NO_CHANGE, Direction.UNKNOWN], Direction.NO_CHANGE),
        ([Direction.IMPROVED, Direction.UNKNOWN], Direction.IMPROVED),
        ([Direction.UNKNOWN], Direction.UNKNOWN),
        ([], Direction.UNKNOWN),
    ],
)
def test_the_rule_for_a_referral_and_one_rater(directions: list[Direction], together: Direction) -> None:
    assert overall(directions) is together
