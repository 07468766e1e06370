from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.core.forms import Option, PlainForm
from sessions_app.forms.offer import OneOfTheTimes
from sessions_app.models import Series
from sessions_app.queries.group_run import GroupRun


class WhichTimes(OneOfTheTimes):
    question = "Which time?"


class InFreedTime(PlainForm):
    """In the address: the session whose time of today was left free, where somebody comes from it."""

    freed = forms.UUIDField(required=False)


class WhichGroup(PlainForm):
    """A group they can join now; those they cannot, with the reason."""

    series = forms.ChoiceField(
        label="Which group?", widget=forms.RadioSelect, error_messages={"required": "Choose a group"}
    )

    def __init__(self, *args: Any, runs: Sequence[tuple[GroupRun, str]], **kwargs: Any) -> None:
        self.runs = {str(run.series.pk): run.series for run, _ in runs}
        super().__init__(*args, **kwargs)
        self.fields["series"].choices = [
            (
                str(run.series.pk),
                Option(
                    f"{run.series.programme}, from {run.series.begins_on:%-d %B %Y}",
                    why_not or f"{run.places}{' As decided in triage.' if run.is_wished_for else ''}",
                    disabled=bool(why_not),
                ),
            )
            for run, why_not in runs
        ]

    def clean_series(self) -> Series:
        return self.runs[self.cleaned_data["series"]]
