"""Reading the words of a licensed questionnaire from JSON, and making sure that it is all there.

    {"instrument": "yp-core", "rater": "self", "language": "en-GB", "introduction": "...",
     "questions": ["...", ...], "answers": ["...", ...]}

`answers` go from the lowest value to the highest, as the form prints them. Nothing is put right: a licence that
forbids changes forbids ours too.
"""

import json
from typing import Any

from sessions_app.instruments.instrument import Instrument, Wording

_KEYS = {"instrument", "rater", "language", "introduction", "questions", "answers"}
_NEEDED = {"instrument", "rater", "questions"}


class WrongPack(Exception):
    """What is wrong with it and what would be right, as a sentence for whoever installs it."""


def read_json(text: str) -> dict[str, Any]:
    """The pack as it was sent. Raises: WrongPack when it is not JSON, or has other parts than a pack has."""
    try:
        pack = json.loads(text)
    except json.JSONDecodeError as wrong:
        raise WrongPack(f"This is not JSON: line {wrong.lineno} cannot be read. Send the file as it came.") from None
    if not isinstance(pack, dict) or not set(pack) >= _NEEDED or set(pack) - _KEYS:
        raise WrongPack(f"A pack has the parts {', '.join(sorted(_KEYS))}, and no others.")
    return pack


def wording_of(pack: dict[str, Any], instrument: Instrument, notice: str = "") -> Wording:
    """The words. Raises: WrongPack with what is missing or too much."""
    if pack["rater"] not in instrument.raters:
        raise WrongPack(f"{instrument.name} is filled in by {' or '.join(instrument.raters)}, not {pack['rater']}.")
    questions = _lines(pack["questions"], "questions")
    answers = _lines(pack.get("answers", []), "answers")
    if len(questions) != instrument.item_count:
        raise WrongPack(f"{instrument.name} has {instrument.item_count} questions; this has {len(questions)}.")
    if len(answers) != instrument.answers:
        raise WrongPack(f"{instrument.name} has {instrument.answers} answers to choose from; this has {len(answers)}.")
    introduction = pack.get("introduction", "")
    if not isinstance(introduction, str):
        raise WrongPack("The introduction must be words.")
    return Wording(introduction, questions, answers, notice)


def _lines(value: Any, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(line, str) and line.strip() for line in value):
        raise WrongPack(f"The {name} must be a list of lines, none of them empty.")
    return tuple(value)
