import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import Refused
from mhst.core.forms import PlainForm
from mhst.people.enums import Ethnicity, Gender
from mhst.places.models import Council
from realtime.rules.visitor import check_nickname, may_be_name_and_letter

ELSEWHERE = "elsewhere"
GENDERS = (
    (Gender.FEMALE.value, _("Girl or woman")),
    (Gender.MALE.value, _("Boy or man")),
    (Gender.NON_BINARY.value, _("Non-binary")),
    (Gender.OTHER.value, _("Another way")),
    (Gender.NOT_STATED.value, _("Rather not say")),
)
ETHNICITIES = [(code, label) for code, label in Ethnicity.choices if code != Ethnicity.NOT_KNOWN]
NICKNAME_HINT = _(
    "Something that nobody who knows you would guess. Not your first name, not even with a letter of your last name or "
    "the year you were born."
)
IS_IT_YOURS = _(
    "Is that your first name and a letter of your last name? Somebody could know you by it. Change it; or if it is not "
    "your name, type your password again and come in with it."
)
PASSWORD_HINT = _("At least 8 characters. Three random words are good.")


class AboutYou(PlainForm):
    """Four things that name nobody, each with why it is asked."""

    born_month = forms.TypedChoiceField(
        label=_("Month you were born"), coerce=int,
        choices=[("", _("Choose")), *((number, calendar.month_name[number]) for number in range(1, 13))],
    )  # fmt: skip
    born_year = forms.TypedChoiceField(
        label=_("Year you were born"),
        coerce=int,
        help_text=_("We ask because we are for certain ages. We never ask the day."),
    )
    area = forms.ChoiceField(
        label=_("Where do you live?"), help_text=_("We ask because we can only help in some areas.")
    )
    gender = forms.ChoiceField(
        label=_("How do you describe your gender?"), choices=GENDERS, widget=forms.RadioSelect,
        help_text=_(
            "We ask to see whether we reach everybody. It is kept with your nickname to be counted; whoever talks with "
            "you does not see it."
        ),
    )  # fmt: skip
    ethnicity = forms.ChoiceField(
        label=_("Which describes your background best?"), choices=[("", _("Choose")), *ETHNICITIES],
        help_text=_("We ask for the same reason. “Rather not say” is the last in the list."),
    )  # fmt: skip

    def __init__(self, *args: Any, areas: Sequence[Council], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = clock.today().year
        years = [(each, str(each)) for each in range(year - 8, year - 26, -1)]
        self.fields["born_year"].choices = [("", _("Choose")), *years]
        named = [(str(area.pk), str(area)) for area in areas]
        self.fields["area"].choices = [("", _("Choose")), *named, (ELSEWHERE, _("Somewhere else"))]


@dataclass(frozen=True)
class _Newcomer:
    """Whom a password is judged for before there is an account."""

    username: str
    is_colleague: bool = False
    _meta: ClassVar[Any] = User._meta


class Choose(PlainForm):
    """A nickname and a password, and the agreement."""

    nickname = forms.RegexField(
        r"^[^\W_][\w.\-]{2,23}$", label=_("Nickname"), help_text=NICKNAME_HINT,
        error_messages={"invalid": _("Use 3 to 24 letters, numbers, dots and dashes, without spaces")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    asked_about = forms.CharField(required=False, widget=forms.HiddenInput)  # a nickname: nobody is asked twice
    password = forms.CharField(
        label=_("Password"), help_text=PASSWORD_HINT, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    agreed = forms.BooleanField(
        label=_("I have read this and agree"),
        error_messages={"required": _("Tick the box if you agree. We need it to begin")},
    )

    def clean_nickname(self) -> str:
        nickname: str = self.cleaned_data["nickname"]
        try:
            check_nickname(nickname)
        except Refused as refused:
            raise forms.ValidationError(refused.message) from refused
        if may_be_name_and_letter(nickname) and self.data.get("asked_about") != nickname:
            self.put(asked_about=nickname)
            raise forms.ValidationError(IS_IT_YOURS)
        return nickname

    def clean_password(self) -> str:
        return _judged(self.cleaned_data["password"], self.cleaned_data.get("nickname", ""))


class Phrase(PlainForm):
    """The phrase that was shown once, and a new password."""

    nickname = forms.CharField(label=_("Your nickname"), max_length=150)
    phrase = forms.CharField(
        label=_("Your six words"), max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("A new password"), help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_password(self) -> str:
        return _judged(self.cleaned_data["password"], self.cleaned_data.get("nickname", ""))


def _judged(password: str, nickname: str) -> str:
    """Raises: ValidationError."""
    validate_password(password, _Newcomer(nickname))  # type: ignore[arg-type]
    return password
