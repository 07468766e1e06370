"""All questionnaires there are."""

from sessions_app.instruments.core import CORE_10, YP_CORE
from sessions_app.instruments.feedback import FEEDBACK
from sessions_app.instruments.goals import GOALS
from sessions_app.instruments.instrument import Instrument
from sessions_app.instruments.parenting import BPSES
from sessions_app.instruments.phq import GAD_7, PHQ_9
from sessions_app.instruments.rating import CGAS, CORS, ORS
from sessions_app.instruments.rcads import RCADS
from sessions_app.instruments.sdq import SDQ
from sessions_app.instruments.wellbeing import SWEMWBS, WEMWBS

ALL = (
    GOALS, FEEDBACK, RCADS, SDQ, YP_CORE, CORE_10, PHQ_9, GAD_7, ORS, CORS, SWEMWBS, WEMWBS, BPSES, CGAS,
)  # fmt: skip

_BY_CODE = {instrument.code: instrument for instrument in ALL}


def find(code: str) -> Instrument:
    """Raises: KeyError for one there is not."""
    return _BY_CODE[code]


def choices() -> list[tuple[str, str]]:
    return [
        (instrument.code, f"{instrument.name}: {instrument.about[0].lower()}{instrument.about[1:]}")
        for instrument in ALL
    ]


def for_baseline() -> frozenset[str]:
    """Those that stop their part of the national clock: outcome measures with a code, not how a session was."""
    return frozenset(instrument.code for instrument in ALL if not instrument.of_experience)


def with_packs() -> list[Instrument]:
    return [instrument for instrument in ALL if instrument.can_have_pack]
