"""From a frame to what is sent."""

import datetime as dt
import json
from typing import Any
from uuid import UUID

from realtime.protocol import told
from realtime.protocol.refusals import REFUSALS


def plain(frame: Any) -> dict[str, Any]:
    """The frame by name and value; what is None is left out."""
    told = {name: _keyed(value) if type(value) is dict else value for name, value in vars(frame).items()}
    return {"type": frame.NAME} | {name: value for name, value in told.items() if value is not None}


def text(frame: Any) -> str:
    return WRITES.encode(plain(frame))


def stored(conversation: UUID, mid: UUID, state: str) -> str:
    """An `ack`, of which there is one for each message: written without looking at what a frame holds."""
    return f'{{"type":"{told.Ack.NAME}","conversation":"{conversation}","mid":"{mid}","state":"{state}"}}'


def refused(of: str, code: str, **about: UUID | None) -> told.Refused:
    """The refusal with its sentence."""
    return told.Refused(of, code, REFUSALS[code], **about)


def _keyed(by: dict[Any, Any]) -> dict[str, Any]:
    """Ids as keys are no deeper in any frame."""
    return {str(key): value for key, value in by.items()}


def _plain(value: Any) -> str:
    """An id or a time. Raises: TypeError for what no frame holds."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="milliseconds")
    raise TypeError(type(value).__name__)


#: Made once: it is used for each frame.
WRITES = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)
