"""Long passwords, none of the common ones, none that is one's own name, and no other rules."""

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError

COLLEAGUE, YOUNG_PERSON = 12, 8


class LongEnough:
    """12 characters for colleagues, 8 for young people."""

    def validate(self, password: str, user: Any = None) -> None:
        least = COLLEAGUE if user is None or user.is_colleague else YOUNG_PERSON
        if len(password) < least:
            sentence = f"Your password has {len(password)} characters. Use at least {least}."
            raise ValidationError(sentence, code="password_too_short")

    def get_help_text(self) -> str:
        return f"Use at least {COLLEAGUE} characters. Three random words make a good password."


class NotCommon(CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Many people use this password, so it is among the first to be tried. Choose another."

    def get_help_text(self) -> str:
        return ""


class NotYourName(UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "Your password is too like your %(verbose_name)s. Choose another."

    def get_help_text(self) -> str:
        return ""
