"""The page of goals and questionnaires of one referral: what is due, what is waiting, and what has changed.

Whoever filled something in is kept apart: a parent's view and the young person's own are never mixed.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from mhst.core.charts import LineChart, Mark, Point
from mhst.people.enums import Gender
from sessions_app.enums import ComparedWith, Rater
from sessions_app.instruments import ALL, Change, Direction, Instrument, Reading, Scale, change, find, norms, scoring
from sessions_app.instruments.goals import scale_of
from sessions_app.models import Comparison, Goal, Measure, Referral
from sessions_app.queries import measure as measures
from sessions_app.queries.measures_due import DueNow, contacts_of, due_now


@dataclass(frozen=True)
class ScaleHistory:
    """One score over time, and what became of it."""

    scale: Scale
    name: str
    readings: tuple[Reading, ...]
    change: Change | None
    band: str
    chart: LineChart
    counted: Change | None

    @property
    def first(self) -> str:
        return shown(self.readings[0])

    @property
    def last(self) -> str:
        return shown(self.readings[-1])


@dataclass(frozen=True)
class MeasureHistory:
    """One questionnaire by one rater."""

    instrument: Instrument
    rater: Rater
    scales: tuple[ScaleHistory, ...]

    @property
    def has_t(self) -> bool:
        return any(reading.t is not None for history in self.scales for reading in history.readings)


@dataclass(frozen=True)
class Counted:
    """How one rater's readings count nationally: one word for the referral, from so many pairs."""

    rater: Rater
    pairs: int
    direction: Direction


@dataclass(frozen=True)
class Waiting:
    """Asked for and still open."""

    measure: Measure
    instrument: Instrument
    has_words: bool


@dataclass(frozen=True)
class GoalHistory:
    goal: Goal
    history: ScaleHistory | None


@dataclass(frozen=True)
class MeasuresPage:
    due: list[DueNow]
    waiting: list[Waiting]
    to_read: list[Measure]
    goals: list[GoalHistory]
    histories: list[MeasureHistory]
    counted: list[Counted]
    filled: list[Measure]
    compared_with: str
    norms_matter: bool


def page_of(referral: Referral) -> MeasuresPage:
    rows = measures.all_of(referral)
    filled = [row for row in rows if row.filled_in_at]
    compared = compared_with(referral)
    contacts = contacts_of(referral)
    histories = [_history(referral, group, compared, contacts) for group in _grouped(filled)]
    goals = _goals(referral, contacts)
    words = measures.with_words(referral)
    open_rows = [row for row in rows if row.is_open]
    return MeasuresPage(
        due=due_now(referral),
        waiting=[Waiting(row, find(row.instrument), (row.instrument, row.rater) in words) for row in open_rows],
        to_read=[row for row in filled if row.to_read and not row.read_at],
        goals=goals,
        histories=histories,
        counted=_counted(histories, goals),
        filled=sorted(filled, key=lambda row: row.filled_in_at or row.asked_at, reverse=True),
        compared_with=compared,
        norms_matter=any(history.instrument.has_norms for history in histories),
    )


def compared_with(referral: Referral) -> str:
    """As they chose; else with those of their gender, where there are norms for it; else with nobody."""
    chosen = Comparison.objects.filter(referral=referral).values_list("compared_with", flat=True).first()
    if chosen or referral.young_person is None:
        return chosen or ComparedWith.NOBODY
    usual = {Gender.MALE: ComparedWith.BOYS, Gender.FEMALE: ComparedWith.GIRLS}
    return usual.get(Gender(referral.young_person.gender), ComparedWith.NOBODY)


def shown(reading: Reading) -> str:
    """A score as people see it: the T score first where there is one, and never beyond what means something."""
    return f"{norms.shown(reading.t)} (raw {reading.score:g})" if reading.t is not None else f"{reading.score:g}"


def answers_to_read(measure: Measure) -> list[tuple[str, str]]:
    """The questions whose answers call for eyes today, with what was answered."""
    wanted = scoring.to_read_today(find(measure.instrument), measure.given_answers)
    return [(question, answer) for number, question, answer in _told(measure) if number in wanted]


def answers_told(measure: Measure) -> list[tuple[str, str]]:
    """Every question with what was answered, as long as its words are here."""
    return [(question, answer) for _, question, answer in _told(measure)]


def to_talk_about(measure: Measure) -> list[str]:
    """Names of what the next session should begin with."""
    instrument = find(measure.instrument)
    numbers = scoring.to_talk_about(instrument, measure.given_answers)
    return [scale.name for scale in instrument.scales if set(scale.items) & set(numbers)]


def scores_told(measure: Measure) -> list[tuple[str, str]]:
    instrument = find(measure.instrument)
    named = {scale.code: scale for scale in instrument.scales}
    return [(named[code].name, f"{value:g} of {named[code].highest:g}") for code, value in measure.given_scores.items()]


def _told(measure: Measure) -> list[tuple[int, str, str]]:
    sheet = measures.sheet_of(measure)
    instrument = find(measure.instrument)
    words = {question.number: question.words for question in sheet.questions} if sheet else {}
    answers = sheet.answers if sheet else ()
    found = []
    for number, answer in measure.given_answers.items():
        place = int(answer) - instrument.item_lowest
        told = answers[place] if answers and 0 <= place < len(answers) else f"{answer:g}"
        found.append((number, words.get(number, f"Question {number}"), told))
    return found


def _grouped(filled: list[Measure]) -> list[list[Measure]]:
    """By questionnaire and rater, in the order of the registry; goals have rows of their own."""
    order = {instrument.code: place for place, instrument in enumerate(ALL)}
    rows = sorted(
        (row for row in filled if not find(row.instrument).of_goals),
        key=lambda row: (order[row.instrument], row.rater, row.filled_in_at),
    )
    return [list(group) for _, group in groupby(rows, key=lambda row: (row.instrument, row.rater))]


def _history(referral: Referral, rows: list[Measure], compared: str, contacts: list[Any]) -> MeasureHistory:
    instrument, rater = find(rows[0].instrument), Rater(rows[0].rater)
    told = []
    for scale in instrument.scales:
        readings = tuple(_reading(referral, row, scale, compared) for row in rows if scale.code in row.given_scores)
        if readings:
            told.append(_scale_history(f"{instrument.code}-{rater}", scale, scale.name, rater, readings, contacts))
    return MeasureHistory(instrument, rater, tuple(told))


def _reading(referral: Referral, row: Measure, scale: Scale, compared: str) -> Reading:
    assert row.filled_in_on is not None
    score = row.given_scores[scale.code]
    if not find(row.instrument).has_norms or referral.young_person is None:
        return Reading(row.filled_in_on, score)
    age = referral.young_person.age_on(referral.received_on)  # the same for all readings: see norms
    t = norms.t_score(score, scale=scale.code, rater=row.rater, group=compared, age=age)
    return Reading(row.filled_in_on, score, t)


def _scale_history(
    key: str, scale: Scale, name: str, rater: str, readings: tuple[Reading, ...], contacts: list[Any]
) -> ScaleHistory:
    def between(ends: tuple[Reading, Reading] | None) -> Change | None:
        better = scale.higher_is_better
        return change.between(*ends, scale.reliable.get(rater), higher_is_better=better) if ends else None

    last = readings[-1]
    return ScaleHistory(
        scale,
        name,
        readings,
        change=between(change.since_start(readings)),
        band=norms.band_words(last.t) if last.t is not None else scale.band(rater, last.score),
        chart=_chart(key, scale, name, readings),
        counted=between(change.counted_pair(readings, contacts)),
    )


def _chart(key: str, scale: Scale, name: str, readings: tuple[Reading, ...]) -> LineChart:
    better = "Higher is better" if scale.higher_is_better else "Lower is better"
    if all(reading.t is not None for reading in readings):
        points = tuple(Point(reading.on, reading.t or 0, shown(reading)) for reading in readings)
        marks = (Mark(norms.BORDERLINE, "65"), Mark(norms.CLINICAL, "70: clinical threshold"))
        return LineChart(f"{key}-{scale.code}", name, points, 20, norms.SHOWN_UP_TO, better, marks)
    points = tuple(Point(reading.on, reading.score) for reading in readings)
    return LineChart(f"{key}-{scale.code}", name, points, scale.lowest, scale.highest, better)


def _goals(referral: Referral, contacts: list[Any]) -> list[GoalHistory]:
    found = []
    for goal in referral.goals.prefetch_related("scores"):
        scale = find("goals").scale(scale_of(goal.number))
        readings = tuple(Reading(score.scored_on, score.score) for score in goal.scores.all())
        history = _scale_history("goals", scale, goal.words, Rater.SELF, readings, contacts) if readings else None
        found.append(GoalHistory(goal, history))
    return found


def _counted(histories: list[MeasureHistory], goals: list[GoalHistory]) -> list[Counted]:
    by_rater: dict[Rater, list[ScaleHistory]] = {}
    for history in histories:
        if not history.instrument.of_experience:
            by_rater.setdefault(history.rater, []).extend(history.scales)
    by_rater.setdefault(Rater.SELF, []).extend(goal.history for goal in goals if goal.history)
    pairs = {rater: [one.counted for one in scales if one.counted] for rater, scales in by_rater.items()}
    return [
        Counted(rater, len(found), change.overall(pair.direction for pair in found))
        for rater, found in pairs.items()
        if found
    ]
