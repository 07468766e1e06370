"""From a frame to what is sent."""

from typing import Any
from uuid import UUID

from pydantic_core import to_json

from realtime.protocol import told
from realtime.protocol.refusals import REFUSALS


def text(frame: Any) -> str:
    """The frame by name and value; what is None is left out."""
    said = {name: value for name, value in vars(frame).items() if value is not None}
    return to_json({"type": frame.NAME} | said).decode()


def refused(of: str, code: str, **about: UUID | None) -> told.Refused:
    """The refusal with its sentence."""
    return told.Refused(of, code, REFUSALS[code], **about)
