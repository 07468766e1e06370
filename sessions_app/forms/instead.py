"""What becomes of the sessions that whoever takes them over cannot hold: of a run together, or of each."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from mhst.core.errors import Refused
from mhst.core.forms import Option, PlainForm
from mhst.places.models import Room
from mhst.places.words import clock_time
from sessions_app.models import SupportSession
from sessions_app.queries.alternatives import Alternative
from sessions_app.queries.hand_over import Collision, Instead

FIRST, LATER, CANCEL, EACH = "first", "later", "cancel", "each"
PROMISED = "Somebody is agreed with another school on one of these days: ask first."
#: Where nobody has looked yet.
UNKNOWN = "that will do when you hand over, if need be after the summer holiday."
Added = Mapping[UUID, SupportSession | Refused]


@dataclass(frozen=True)
class Part:
    """The sessions of one run that collide: one answer for `all` of them, where there are several, or one for each."""

    all: BoundField | None
    each: tuple[BoundField, ...]

    @property
    def summary(self) -> str:
        return f"Choose for each of the {len(self.each)}"

    @property
    def is_open(self) -> bool:
        return bool(self.all and self.all.value() == EACH) or any(field.errors for field in self.each)


class WhatInstead(PlainForm):
    """For each session that collides: another time, a week at the end instead, or none."""

    def __init__(
        self, *args: Any, collisions: Sequence[Collision], rooms: dict[UUID, Room], added: Added, **kwargs: Any
    ) -> None:
        """`added` says by session when one would be added at the end for it, or why none can be."""
        self.rooms = rooms
        by_run = sorted(collisions, key=lambda one: str(one.session.series_id))
        self.runs = {id: list(found) for id, found in groupby(by_run, key=lambda one: one.session.series_id)}
        self.runs = dict(sorted(self.runs.items(), key=lambda run: run[1][0].session.date))
        super().__init__(*args, **kwargs)
        for found in self.runs.values():
            if len(found) > 1:
                self.fields[_all(found[0])] = _for_all(found, added)
            for one in found:
                self.fields[_one(one)] = _for_one(one, added, must=len(found) == 1)
        for field in self.fields.values():
            field.one_of_several = not field.required  # some answer is needed all the same

    @property
    def parts(self) -> list[Part]:
        return [
            Part(self[_all(found[0])] if len(found) > 1 else None, tuple(self[_one(one)] for one in found))
            for found in self.runs.values()
        ]

    def clean(self) -> None:
        for found in self.runs.values():
            if len(found) > 1:
                self._check_answered(found)

    def _check_answered(self, found: Sequence[Collision]) -> None:
        """For all of a run, or for each: whoever answers for some is asked for the others."""
        given = self.cleaned_data
        left = [one for one in found if not given.get(_one(one)) and _one(one) not in self.errors]
        if given.get(_all(found[0])) not in {None, "", EACH}:
            return
        if len(left) == len(found) and not given.get(_all(found[0])):
            self.add_error(_all(found[0]), f"{_name(found)}: choose what becomes of these sessions")
            return
        for one in left:
            self.add_error(_one(one), f"{_when(one)}: choose what becomes of this session")

    def instead(self) -> dict[UUID, Instead]:
        return {one.session.pk: self._of(one, found) for found in self.runs.values() for one in found}

    def _of(self, one: Collision, found: Sequence[Collision]) -> Instead:
        together = self.cleaned_data.get(_all(one)) if len(found) > 1 else ""
        if together == FIRST:
            return Instead(
                one.free[0].date, one.free[0].start_minute, self.rooms.get(one.free[0].room_id or one.session.pk)
            )
        return self._chosen(together if together in {LATER, CANCEL} else self.cleaned_data[_one(one)])

    def _chosen(self, key: str) -> Instead:
        if key in {CANCEL, LATER}:
            return Instead(add_at_end=key == LATER)
        date, minute, room = key.split("|")
        return Instead(dt.date.fromisoformat(date), int(minute), self.rooms.get(UUID(room)) if room else None)


def _all(one: Collision) -> str:
    return f"all-{one.session.series_id}"


def _one(one: Collision) -> str:
    return f"session-{one.session.pk}"


def _name(found: Sequence[Collision]) -> str:
    return f"{found[0].whose}, {found[0].session.series.school}, {len(found)} sessions"


def _when(one: Collision) -> str:
    session = one.session
    return f"{one.whose}, {session.series.school}, {session.date:%A %-d %B}, {session.starts_at:%H:%M}"


def _for_all(found: Sequence[Collision], added: Added) -> forms.ChoiceField:
    """One answer for several sessions of a run; the first of the other times only where each has one."""
    choices: list[tuple[str, str]] = []
    if all(one.free for one in found):
        times = [one.free[0] for one in found]
        asked = f" {PROMISED}" if any(time.promised for time in times) else ""
        days = f"{_listed([time.date for time in times])}{asked}"
        choices.append((FIRST, Option("Move each to the first other time", days)))
    choices += [(LATER, _all_later(found, added)), (CANCEL, "Cancel them all"), (EACH, "Choose for each, below")]
    return forms.ChoiceField(label=_name(found), required=False, widget=forms.RadioSelect, choices=choices)


def _for_one(one: Collision, added: Added, *, must: bool) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_when(one), help_text=f"{one.why[0].upper()}{one.why[1:]}.", widget=forms.RadioSelect, required=must,
        choices=[
            *((_key(time), _said(time)) for time in one.free),
            (LATER, _later(added.get(one.session.pk))),
            (CANCEL, "Cancel it"),
        ],
        error_messages={"required": f"{_when(one)}: choose what becomes of this session"},
    )  # fmt: skip


def _all_later(found: Sequence[Collision], added: Added) -> Option:
    label = "Cancel them, and add as many after the last"
    known = [added.get(one.session.pk) for one in found]
    refused = next((one for one in known if isinstance(one, Refused)), None)
    if refused:
        return Option(label, refused.message, disabled=True)
    if None in known:
        return Option(label, f"In the first weeks {UNKNOWN}")
    return Option(label, _listed([one.date for one in known if isinstance(one, SupportSession)]))


def _listed(days: Sequence[dt.date]) -> str:
    return f"{', '.join(f'{day:%-d %B}' for day in days)}."


def _later(added: SupportSession | Refused | None) -> Option:
    """When it would be, before anybody confirms; or that it cannot be, and why; or that nobody has looked."""
    if added is None:
        return Option(
            "Cancel it, and add one after the last",
            "In the first week that will do when you hand over, also after the summer holiday.",
        )
    if isinstance(added, Refused):
        return Option("Cancel it, and add one after the last", added.message, disabled=True)
    when = f"{added.date:%A %-d %B}, {clock_time(added.start_minute)} to {clock_time(added.end_minute)}"
    instead = f"Instead of {added.moved_from:%A %-d %B}: {added.why_moved}." if added.moved_from else ""
    return Option(f"Cancel it, and add one after the last: {when}", instead)


def _key(time: Alternative) -> str:
    return f"{time.date.isoformat()}|{time.start_minute}|{time.room_id or ''}"


def _said(time: Alternative) -> str:
    where = f", {time.room}" if time.room else ""
    promised = f". {time.promised}" if time.promised else ""
    return f"{time.date:%A %-d %B}, {clock_time(time.start_minute)} to {clock_time(time.end_minute)}{where}{promised}"
