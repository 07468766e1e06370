"""Handing a caseload over: somebody for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from mhst.core.forms import DateField, PlainForm
from mhst.people.models import Practitioner
from sessions_app.models import Referral
from sessions_app.queries.hand_over import Passed, Run, ToPass


@dataclass(frozen=True)
class Row:
    """One young person or run with its fields, as the page shows them."""

    what: Referral | Run
    fields: tuple[BoundField, ...]


class WhoTakesWhom(PlainForm):
    """Somebody for each young person, a note for them, and whether the young person knows; somebody for each run."""

    def __init__(self, *args: Any, what: ToPass, is_one: bool = False, **kwargs: Any) -> None:
        self.what = what
        self.people = {str(one.practitioner.pk): one.practitioner for one in what.colleagues}
        super().__init__(*args, **kwargs)
        for referral in what.referrals:
            self._add_young_person(referral, must=is_one)
        for run in what.others:
            self.fields[f"run-{run.series.pk}"] = self._who(run.series.pk, without=run.holders)

    def _add_young_person(self, referral: Referral, *, must: bool) -> None:
        self.fields[f"to-{referral.pk}"] = self._who(referral.pk, must=must)
        self.fields[f"note-{referral.pk}"] = forms.CharField(
            label="What should they know?", required=must, max_length=4000,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _note_missing(referral)},
            help_text="Needed for each who goes. Only those who work with the young person read it.",
        )  # fmt: skip
        self.fields[f"note-{referral.pk}"].one_of_several = True  # who goes is chosen here too
        self.fields[f"told-{referral.pk}"] = forms.BooleanField(
            label="The young person has been told who comes next", required=False
        )

    def _who(self, id: UUID, *, must: bool = False, without: Iterable[UUID] = ()) -> forms.ChoiceField:
        stays = self.what.practitioner.is_working and not must
        nobody = f"Stays with {self.what.practitioner} for now" if stays else "Choose a practitioner"
        holds = {str(one) for one in without}
        suggested = self.what.suggested.get(id)
        return forms.ChoiceField(
            label="Who takes over?", required=not stays, initial=str(suggested.pk) if suggested else "",
            choices=[("", nobody), *((key, str(one)) for key, one in self.people.items() if key not in holds)],
            error_messages={"required": "Choose who takes over"},
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Nobody goes to somebody who is told nothing of them."""
        given: dict[str, Any] = self.cleaned_data
        for referral in self.what.referrals:
            note = f"note-{referral.pk}"
            if given.get(f"to-{referral.pk}") and note in given and not given[note].strip():
                self.add_error(note, _note_missing(referral))
        return given

    @property
    def young_people(self) -> list[Row]:
        return [Row(one, tuple(self[f"{n}-{one.pk}"] for n in ("to", "note", "told"))) for one in self.what.referrals]

    @property
    def others(self) -> list[Row]:
        return [Row(run, (self[f"run-{run.series.pk}"],)) for run in self.what.others]

    def passed(self) -> list[Passed]:
        given = self.cleaned_data
        return [
            Passed(one, self.people[to], given[f"note-{one.pk}"], given[f"told-{one.pk}"])
            for one in self.what.referrals
            if (to := given[f"to-{one.pk}"])
        ]

    def runs(self) -> dict[UUID, Practitioner]:
        given = self.cleaned_data
        return {run.series.pk: self.people[to] for run in self.what.others if (to := given.get(f"run-{run.series.pk}"))}

    def who_takes_which(self) -> dict[UUID, Practitioner]:
        """Every run that goes, by id, the young people's own ones too."""
        to = {one.referral.pk: one.to for one in self.passed()}
        own = {run.series.pk: to[run.referral.pk] for run in self.what.runs if run.referral and run.referral.pk in to}
        return own | self.runs()


def _note_missing(referral: Referral) -> str:
    return f"Write what whoever takes over should know of {referral.young_person}"


class Told(PlainForm):
    """When the young person was told who comes next."""

    on = DateField(label="When were they told who comes next?")
