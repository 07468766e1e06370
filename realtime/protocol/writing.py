"""From a frame to what is sent."""

import datetime as dt
from typing import Any
from uuid import UUID

from pydantic_core import to_json

from realtime.protocol import told
from realtime.protocol.refusals import REFUSALS


def text(frame: Any) -> str:
    """The frame by name and value; what is None is left out."""
    said = {name: _timed(value) for name, value in vars(frame).items() if value is not None}
    return to_json({"type": frame.NAME} | said).decode()


def _timed(value: Any) -> Any:
    """Times to the millisecond, as every browser reads them."""
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="milliseconds")
    return {key: _timed(one) for key, one in value.items()} if type(value) is dict else value


def refused(of: str, code: str, **about: UUID | None) -> told.Refused:
    """The refusal with its sentence."""
    return told.Refused(of, code, REFUSALS[code], **about)
