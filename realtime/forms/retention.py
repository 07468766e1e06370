from typing import Any

from django import forms

from mhst.core.forms import PlainForm
from mhst.places.models import Team
from realtime.enums import KeptBecause

AGREE = "agree"


class Settle(PlainForm):
    """What to do with those that are ticked."""

    what = forms.ChoiceField(choices=[(AGREE, "Destroy"), *KeptBecause.choices])


class Hold(PlainForm):
    because = forms.ChoiceField(
        label="Why is it kept?", choices=[each for each in KeptBecause.choices if each[0] != KeptBecause.ASKED],
        widget=forms.RadioSelect,
    )  # fmt: skip


class Lift(PlainForm):
    words = forms.CharField(
        label="Why is it kept no longer?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Say who told you, and when. It stays beside your name.",
    )  # fmt: skip


class Days(PlainForm):
    days = forms.IntegerField(label="Days kept after the end", min_value=1)


class DaysAndTeam(Days):
    """Of what belongs to no team."""

    settled_by = forms.TypedChoiceField(
        label="Which team settles them?", required=False, empty_value=None,
        help_text="Two people of this team agree before anything is destroyed.",
    )  # fmt: skip

    def __init__(self, *args: Any, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, by_id = self.fields["settled_by"], {str(team.pk): team for team in teams}
        field.choices = [
            ("", "The team of the counselling that was there first"),
            *((k, str(v)) for k, v in by_id.items()),
        ]
        field.coerce = by_id.__getitem__
