import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

#: What people write between the digits.
BETWEEN = re.compile(r"[\s().\-\u2010-\u2015/]")
EXTENSION = re.compile(r"[\s,]*(?:ext(?:ension|n)?\.?|x)\s*[0-9]{1,6}$", re.IGNORECASE)
#: From 0 within the United Kingdom; else with the country's code, of which +44 is one.
HERE = re.compile(r"0[1-9][0-9]{8,9}")
ABROAD = re.compile(r"(?:\+|00)[1-9][0-9]{7,14}")


class PhoneField(forms.CharField):
    """A number that could be rung, kept as it was typed. Whether somebody answers, only ringing tells."""

    widget = forms.TelInput
    default_error_messages = {
        "phone": _("Enter a phone number like 07700 900 982, or like +353 20 917 1234 from abroad")
    }

    def __init__(self, *, max_length: int = 32, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not is_phone(value):
            raise forms.ValidationError(self.error_messages["phone"], code="phone")


def is_phone(typed: str) -> bool:
    digits = BETWEEN.sub("", EXTENSION.sub("", typed.strip()))
    return bool(HERE.fullmatch(digits) or ABROAD.fullmatch(digits))
