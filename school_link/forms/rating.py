from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from mhst.core.forms import PlainForm
from school_link.catalogue import ASKED
from school_link.enums import Domain

WORDS = 600


def numbered(levels: Sequence[str]) -> list[tuple[int, str]]:
    """Each level with its number, which is what is counted."""
    return [(number, f"{number}. {level}") for number, level in enumerate(levels, 1)]


class Rate(PlainForm):
    """One's own level for each domain, and words where there are some."""

    def __init__(self, *args: Any, levels: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for asked in ASKED:
            self.fields[asked.domain.value] = forms.TypedChoiceField(
                coerce=int, choices=numbered(levels), widget=forms.RadioSelect, label=asked.domain.label,
                help_text=asked.question,
            )  # fmt: skip
            self.fields[f"{asked.domain.value}_comment"] = forms.CharField(
                widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=WORDS,
                label=f"{asked.domain.label}: why, if you like",
            )  # fmt: skip

    def ratings(self) -> dict[Domain, tuple[int, str]]:
        given = self.cleaned_data
        return {one.domain: (given[one.domain.value], given[f"{one.domain.value}_comment"]) for one in ASKED}


def said(own: Mapping[str, Any]) -> dict[str, Any]:
    """What the form starts with, from what somebody has said already."""
    return {
        **{domain: one.level for domain, one in own.items()},
        **{f"{domain}_comment": one.comment for domain, one in own.items()},
    }


class Agree(PlainForm):
    """What all agree on about one domain, and why."""

    level = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect, label="What do you agree on?")
    reasons = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, label="Why?")

    def __init__(self, *args: Any, levels: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = numbered(levels)
