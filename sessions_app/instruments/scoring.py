"""From answers to scores. An answer that is left out is a rule of its own, and each questionnaire has its own rule."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from sessions_app.instruments.instrument import Instrument, Scale

Answers = Mapping[int, float]
Scores = dict[str, float]


def score(instrument: Instrument, answers: Answers) -> Scores:
    """The scores that can be had from these answers. A scale with too many left out has none."""
    found: Scores = {}
    for scale in instrument.scales:
        if scale.sum_of:
            if all(code in found for code in scale.sum_of):
                found[scale.code] = sum(found[code] for code in scale.sum_of)
        elif scale.items and (value := _of_items(instrument, scale, answers)) is not None:
            found[scale.code] = value
    return found


def left_out(instrument: Instrument, answers: Answers) -> list[int]:
    return [number for number in range(1, instrument.item_count + 1) if number not in answers]


def to_read_today(instrument: Instrument, answers: Answers) -> list[int]:
    """Items whose answer somebody should read today, whatever the scores say."""
    return sorted(n for n in instrument.read_today if answers.get(n, instrument.item_lowest) > instrument.item_lowest)


def to_talk_about(instrument: Instrument, answers: Answers) -> list[int]:
    """Items with an answer so low that the next session should begin with it."""
    at = instrument.talk_at
    return [] if at is None else sorted(number for number, answer in answers.items() if answer <= at)


def _of_items(instrument: Instrument, scale: Scale, answers: Answers) -> float | None:
    given = [_value(instrument, scale, number, answers[number]) for number in scale.items if number in answers]
    if not given or len(scale.items) - len(given) > scale.may_miss:
        return None
    total = Decimal(str(sum(given))) * len(scale.items) / len(given)
    rounded = total.quantize(Decimal(1).scaleb(-scale.decimals), ROUND_HALF_UP)
    value = float(rounded) if scale.decimals else int(rounded)
    return scale.metric[round(value - _lowest_sum(instrument, scale))] if scale.metric else value


def _value(instrument: Instrument, scale: Scale, number: int, answer: float) -> float:
    return instrument.item_lowest + instrument.item_highest - answer if number in scale.reversed else answer


def _lowest_sum(instrument: Instrument, scale: Scale) -> int:
    return instrument.item_lowest * len(scale.items)
