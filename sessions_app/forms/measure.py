"""Asking for questionnaires, filling them in, and copying scores from paper."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from mhst.core import clock
from mhst.core.forms import DateField, PlainForm
from sessions_app.enums import ComparedWith, Occasion, Rater
from sessions_app.instruments import Instrument, find, registry
from sessions_app.models import Measure
from sessions_app.queries import measure as queries
from sessions_app.queries.measure import Question, Sheet

CHOOSE = ("", "Choose one")
LONGEST = 10  # no answer is longer than a number with its decimals
WHOLE = "Enter a whole number, for example 7. There are no scores in between."


class AskForm(PlainForm):
    """What, by whom, and on which occasion."""

    instrument = forms.ChoiceField(label="Questionnaire", choices=[CHOOSE, *registry.choices()])
    rater = forms.ChoiceField(label="Who fills it in", choices=Rater.choices, widget=forms.RadioSelect)
    occasion = forms.ChoiceField(label="When in their time with us", choices=Occasion.choices, widget=forms.RadioSelect)


class AnswersForm(PlainForm):
    """Some questions of one sheet. Any may be left out: how many is a matter of the questionnaire's own rule."""

    def __init__(
        self, *args: Any, instrument: Instrument, sheet: Sheet, questions: Sequence[Question], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.answers = sheet.answers
        for question in questions:
            self.fields[f"q{question.number}"] = _field(instrument, sheet, question)

    @property
    def given(self) -> dict[int, float]:
        """By number of the question, those that were answered."""
        found = {int(name[1:]): value for name, value in self.cleaned_data.items() if value not in ("", None)}
        return {number: int(value) if self.answers else float(value) for number, value in found.items()}


class ScoresForm(PlainForm):
    """Scores of a paper form. Sums of other scales are made here and not asked for."""

    def __init__(self, *args: Any, instrument: Instrument, rater: str, names: Mapping[str, str], **kwargs: Any) -> None:
        """`names` says which scales are asked for, by code, and what they are called."""
        super().__init__(*args, **kwargs)
        self.scales = [scale for scale in instrument.scales if scale.code in names]
        self.fields["on"] = DateField(label="The day it was filled in", latest=clock.today(), initial=clock.today())
        for scale in self.scales:
            self.fields[scale.code] = forms.DecimalField(
                label=names[scale.code],
                required=False,
                min_value=Decimal(str(scale.lowest)),
                max_value=Decimal(str(scale.highest_for(rater))),
                decimal_places=0 if scale.is_whole else 2,
                error_messages={"max_decimal_places": WHOLE} if scale.is_whole else None,
                help_text=_range(scale.lowest, scale.highest_for(rater), converted=bool(scale.metric)),
                widget=forms.NumberInput({"class": "nhsuk-input--width-3", "inputmode": "decimal"}),
            )

    @property
    def scores(self) -> dict[str, float]:
        found = {name: value for name, value in self.cleaned_data.items() if name != "on" and value is not None}
        return {code: int(value) if value == int(value) else float(value) for code, value in found.items()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and all(cleaned.get(scale.code) is None for scale in self.scales):
            raise forms.ValidationError("Enter at least one score from the form.")
        return cleaned


class CompareForm(PlainForm):
    compared_with = forms.ChoiceField(
        label="Compare with", error_messages={"required": "Choose whom they are compared with"},
        choices=ComparedWith.choices, widget=forms.RadioSelect,
        help_text="Ask them which comparison they would like, or none. Norms exist for girls and boys only.",
    )  # fmt: skip


class GoalForm(PlainForm):
    words = forms.CharField(
        label="The goal, in their own words", max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text="For example, I want to eat my lunch in the hall again",
    )  # fmt: skip


def chosen_in(data: Mapping[str, str], measure: Measure | None) -> list[tuple[str, str]]:
    """The questions of a form that was sent, each with what was chosen, in words as long as these are known."""
    sheet = measure and queries.sheet_of(measure)
    words = {f"q{question.number}": question.words for question in sheet.questions} if sheet else {}
    offered = _offered(find(measure.instrument), sheet) if measure and sheet else {}
    sent = {name: value.strip() for name, value in data.items() if re.fullmatch(r"q[0-9]{1,3}", name)}
    return [
        (words.get(name, f"Question {name[1:]}"), offered.get(value, value[:LONGEST]))
        for name, value in sent.items() if value
    ]  # fmt: skip


def _offered(instrument: Instrument, sheet: Sheet) -> dict[str, str]:
    """What stands beside each answer, by the value that is sent."""
    return {str(value): words for value, words in enumerate(sheet.answers, start=instrument.item_lowest)}


def _field(instrument: Instrument, sheet: Sheet, question: Question) -> forms.Field:
    if sheet.answers:
        choices = list(_offered(instrument, sheet).items())
        return forms.ChoiceField(label=question.words, required=False, choices=choices, widget=forms.RadioSelect)
    return forms.DecimalField(
        label=question.words,
        required=False,
        min_value=instrument.item_lowest,
        max_value=instrument.item_highest,
        decimal_places=1,
        help_text=_range(instrument.item_lowest, instrument.item_highest),
        widget=forms.NumberInput({"class": "nhsuk-input--width-3", "inputmode": "decimal", "step": "0.1"}),
    )


def _range(lowest: float, highest: float, *, converted: bool = False) -> str:
    return f"From {lowest:g} to {highest:g}{': the converted score, not the raw sum' if converted else ''}"
