"""From a frame to what is sent."""

import datetime as dt
import json
from typing import Any
from uuid import UUID

from realtime.protocol import told
from realtime.protocol.refusals import REFUSALS


def plain(frame: Any) -> dict[str, Any]:
    """The frame as JSON can hold it; what is None is left out."""
    found = {"type": frame.NAME}
    found |= {name: _plain(value) for name, value in vars(frame).items() if value is not None}
    return found


def text(frame: Any) -> str:
    return json.dumps(plain(frame), ensure_ascii=False, separators=(",", ":"))


def refused(of: str, code: str, **about: UUID | None) -> told.Refused:
    """The refusal with its sentence."""
    return told.Refused(of, code, REFUSALS[code], **about)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat(timespec="milliseconds") if isinstance(value, dt.datetime) else value
