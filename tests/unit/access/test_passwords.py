import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from mhst.access.enums import RoleName
from tests.factories import UserFactory, member_of

pytestmark = pytest.mark.django_db


def sentences(password: str, user=None) -> list[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return error.messages
    return []


def test_twelve_for_colleagues(places) -> None:
    nia = member_of(places.school, RoleName.SCHOOL_STAFF)
    assert sentences("eleven-char", nia) == ["Your password has 11 characters. Use at least 12."]
    assert sentences("eleven-char") == ["Your password has 11 characters. Use at least 12."]
    assert sentences("twelve-chars", nia) == []


def test_eight_for_young_people() -> None:
    otter = member_of(None, RoleName.YOUNG_PERSON)
    assert sentences("sevench", otter) == ["Your password has 7 characters. Use at least 8."]
    assert sentences("blueotte", otter) == []


def test_none_of_the_common_ones() -> None:
    assert sentences("1q2w3e4r5t6y") == [
        "Many people use this password, so it is among the first to be tried. Choose another."
    ]


def test_not_ones_own_name() -> None:
    nia = UserFactory(email="nia.okoro@northshire.invalid")
    assert sentences("nia.okoro@northshire", nia) == ["Your password is too like your email address. Choose another."]


@pytest.mark.parametrize(
    "password", ["correct horse battery staple", "lllllllllllx", "пароль из трёх слов", "🦦" * 12, "x" * 400]
)
def test_no_rules_about_kinds_of_characters_and_no_upper_limit(password) -> None:
    assert sentences(password, UserFactory()) == []


def test_only_one_sentence_of_help() -> None:
    assert [text for text in password_validators_help_texts() if text] == [
        "Use at least 12 characters. Three random words make a good password."
    ]


def test_passwords_are_not_made_to_be_changed_regularly(settings) -> None:
    """NCSC and ASVS 6.2.10: making people change them makes them choose worse ones."""
    assert not hasattr(settings, "ACCOUNT_PASSWORD_EXPIRY")
    assert "last_password_change" not in {field.name for field in UserFactory()._meta.fields}
