"""Who may and when. Refusals have a code of the protocol, and its sentence."""

from typing import NoReturn

from mhst.core.errors import Refused
from realtime.protocol import REFUSALS


def refuse(code: str) -> NoReturn:
    """Raises: Refused with the sentence of this code."""
    raise Refused(REFUSALS[code], code=code)
