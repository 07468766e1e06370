"""Questionnaires: what they ask for, how answers become scores, and when scores have changed. Plain data, no Django.

The words of those that belong to others are not here: whoever runs the service installs them, with the permission
they have (`InstalledPack`). Until then, scores are copied from paper.
"""

from sessions_app.instruments.change import Change, Direction, Reading
from sessions_app.instruments.instrument import (
    PARENT,
    PRACTITIONER,
    SELF,
    TEACHER,
    Instrument,
    Scale,
    Threshold,
    Wording,
)
from sessions_app.instruments.registry import ALL, find

__all__ = [
    "ALL",
    "PARENT",
    "PRACTITIONER",
    "SELF",
    "TEACHER",
    "Change",
    "Direction",
    "Instrument",
    "Reading",
    "Scale",
    "Threshold",
    "Wording",
    "find",
]
