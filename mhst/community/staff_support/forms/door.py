"""What somebody who asks fills in. No field is asked that is not needed to answer them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mhst.community.staff_support.enums import TeamSize
from mhst.core.forms import OnceForm, PlainForm
from mhst.places.models import Team

PRIVATELY = _("A number or an address of your own, not one at work. Nobody rings it before you have chosen a time.")


class _Unremembered(PlainForm):
    """The browser keeps nothing of it, so that nobody who goes back to the page finds what was written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"


class _OfService(OnceForm, _Unremembered):
    """Which service, where there are several."""

    def __init__(self, *args: Any, services: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = {str(one.pk): one for one in services}
        if len(services) > 1:
            self.fields["team"].choices = [("", _("Choose")), *((id, one.name) for id, one in self.services.items())]
        else:
            del self.fields["team"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        chosen = said.get("team") or next(iter(self.services), "")
        return {**said, "team": self.services.get(chosen)}


class Ask(_OfService):
    """Somebody asks for themselves."""

    team = forms.ChoiceField(label=_("Which service?"))
    name = forms.CharField(
        label=_("What shall we call you?"), max_length=80,
        help_text=_(
            "Your name, so that nobody who knows you answers. Whoever answers sees it first, and nothing else."
        ),
    )  # fmt: skip
    works_at = forms.ChoiceField(label=_("Where do you work?"), help_text=_("We ask for the same reason."))
    words = forms.CharField(
        label=_("What is going on?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In your own words; as much or as little as you like."),
    )  # fmt: skip
    reach = forms.CharField(label=_("How can we reach you?"), max_length=300, help_text=PRIVATELY)
    wishes = forms.CharField(
        label=_("Is there anything you wish for?"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A man or a woman, somebody who shares your background or language, mornings or evenings."),
    )  # fmt: skip
    wants_outsider = forms.BooleanField(
        label=_("Only somebody from outside my organisation"),
        required=False,
        help_text=_("Nobody who works where you work will see it."),
    )

    def __init__(self, *args: Any, workplaces: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["works_at"].choices = [("", _("Choose")), *workplaces]


class AskForTeam(_OfService):
    """Somebody who leads a team asks for it."""

    team = forms.ChoiceField(label=_("Which service?"))
    name = forms.CharField(label=_("Your name"), max_length=80)
    where = forms.CharField(label=_("Which team, and where?"), max_length=160)
    reach = forms.CharField(label=_("How can we reach you?"), max_length=300)
    size = forms.ChoiceField(label=_("How many people are in the team?"), choices=TeamSize, widget=forms.RadioSelect)
    what_happened = forms.CharField(
        label=_("What happened?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Without names, and nothing that somebody told you about themselves. They can ask for themselves."),
    )  # fmt: skip
    hopes = forms.CharField(
        label=_("What would help the team?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_size(self) -> TeamSize:
        return TeamSize(self.cleaned_data["size"])


class Code(_Unremembered):
    """What brings somebody back."""

    code = forms.CharField(
        label=_("Your code"), max_length=60, help_text=_("Sixteen letters and numbers, such as ABCD-EFGH-JKMN-PQRS."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class Write(OnceForm, _Unremembered):
    words = forms.CharField(label=_("Your words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


class NoneSuits(OnceForm, _Unremembered):
    words = forms.CharField(
        label=_("When could you talk?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("None of the times is kept for you then; we offer others."),
    )  # fmt: skip
