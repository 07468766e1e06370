import pytest

from mhst.settings.email import email_from


def test_smtps_is_tls_from_the_first_byte() -> None:
    assert email_from("smtps://app:p%40ss@mail.example.org") == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": 465,
        "EMAIL_HOST_USER": "app",
        "EMAIL_HOST_PASSWORD": "p@ss",
        "EMAIL_USE_SSL": True,
        "EMAIL_USE_TLS": False,
        "EMAIL_TIMEOUT": 20,
    }


def test_smtp_turns_to_tls_before_anything_is_said() -> None:
    settings = email_from("smtp://mail.example.org:2525")
    assert (settings["EMAIL_PORT"], settings["EMAIL_USE_SSL"], settings["EMAIL_USE_TLS"]) == (2525, False, True)


def test_nothing_means_the_console() -> None:
    assert email_from("") == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}


@pytest.mark.parametrize("url", ["http://mail.example.org", "smtps:///nowhere", "mail.example.org"])
def test_another_kind_of_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="it must be smtps://… or smtp://…"):
        email_from(url)
