from typing import Any

import pytest

from mhst.settings.environment import Environment
from mhst.settings.refusals import refusals

KEY = "uo0vvTEt4JjX0y2a2yTnQJq1cWBOHg3E6lZ0h8Wg9dU="
CONCERN_KEY = "pZ4cQ9yJm1sVb7TnGk3XwLh8RfUe0aDo6iBtNqM2xPc="
VAULT_KEY = "mN8vB3xZ6cQ1wE4rT7yU0iO9pL2kJ5hG8fD1sA4aS7E="
STAFF_KEY = "xW2eR5tY8uI1oP4aS7dF0gH3jK6lZ9xC2vB5nM8qW1E="
OTHER_KEY = "Vt5p7LbXl6n2k1o8HqgC0zv3xS9yD4rWcQmUeJfTiAg="
NOTIFY_KEY = "ours-8f1c3a52-0d1e-4d7c-9b61-2b7f7f0c1a11-5b0f2c44-93ab-4f0b-8c55-64f2a1d3e922"
COMPLETE = {
    "secret_key": "k3-Zq8_vN1xLr7bYtWcE5hJ2mPsUaQdFgTiOoXyRzV4n6B9DlHwMu0CjKpSe",
    "audit_key": "a8Tn2Lw5cQxV1zRr7mYb4GkHsJ0pUeDf3iOo6XtN",
    "encryption_keys": f"1:{KEY}",
    "concern_keys": f"1:{CONCERN_KEY}",
    "vault_keys": f"1:{VAULT_KEY}",
    "staff_support_keys": f"1:{STAFF_KEY}",
    "database_url": "postgres://app:secret@db.example.org/mhst?sslmode=verify-full",
    "redis_url": "rediss://redis.example.org:6379/0",
    "email_url": "smtps://app:secret@mail.example.org",
    "allowed_hosts": "support.example.org",
    "base_url": "https://support.example.org",
}


def refused(**changes: Any) -> list[str]:
    """What is said about a complete set of settings with these changes."""
    return refusals(Environment(_env_file=None, **{**COMPLETE, **changes}))


def test_a_complete_set_is_accepted() -> None:
    assert refused() == []


def test_every_problem_is_told_at_once() -> None:
    untouched = {name: field.default for name, field in Environment.model_fields.items()}
    assert [sentence.split()[0].rstrip(":") for sentence in refused(**untouched)] == [
        "MHST_SECRET_KEY",
        "MHST_AUDIT_KEY",
        "MHST_ENCRYPTION_KEYS",
        "MHST_CONCERN_KEYS",
        "MHST_VAULT_KEYS",
        "MHST_STAFF_SUPPORT_KEYS",
        "MHST_DATABASE_URL",
        "MHST_REDIS_URL",
        "MHST_EMAIL_URL",
        "MHST_BASE_URL",
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param(
            {"secret_key": "insecure-development-secret"},
            "MHST_SECRET_KEY is the one that everybody can read in the source; set one of your own.",
            id="the default secret",
        ),
        pytest.param(
            {"secret_key": COMPLETE["secret_key"][:49]},
            "MHST_SECRET_KEY is too easy to guess; it needs at least 50 random characters.",
            id="a short secret",
        ),
        pytest.param(
            {"secret_key": "abababab" * 10},
            "MHST_SECRET_KEY is too easy to guess; it needs at least 50 random characters.",
            id="a long secret of few characters",
        ),
        pytest.param(
            {"audit_key": "insecure-development-audit-key"},
            "MHST_AUDIT_KEY is the one that everybody can read in the source; set one of your own.",
            id="the default audit key",
        ),
        pytest.param(
            {"audit_key": COMPLETE["audit_key"][:31]},
            "MHST_AUDIT_KEY is too easy to guess; it needs at least 32 random characters.",
            id="a short audit key",
        ),
        pytest.param(
            {"audit_key": COMPLETE["secret_key"]},
            "MHST_AUDIT_KEY is the same as MHST_SECRET_KEY; each needs its own.",
            id="one key for two purposes",
        ),
        pytest.param(
            {"debug": True},
            "MHST_DEBUG is on, which shows settings and data to visitors; leave it out.",
            id="debug",
        ),
        pytest.param(
            {"encryption_keys": ""},
            "MHST_ENCRYPTION_KEYS is empty; it needs at least `1:` and 32 random bytes in base64.",
            id="no encryption key",
        ),
        pytest.param(
            {"encryption_keys": f"1:bWhzdC1kZXZlbG9wbWVudC1lbmNyeXB0aW9uLWtleTE=, 2:{KEY}"},
            "MHST_ENCRYPTION_KEYS holds the key that everybody can read in the source; take it out.",
            id="the default encryption key among others",
        ),
        pytest.param(
            {"encryption_keys": f"1:{KEY},2:c2hvcnQ="},
            "MHST_ENCRYPTION_KEYS: version 2 is not a number, a colon and 32 bytes in base64.",
            id="a short encryption key",
        ),
        pytest.param(
            {"concern_keys": ""},
            "MHST_CONCERN_KEYS is empty; it needs at least `1:` and 32 random bytes in base64.",
            id="no key for concerns",
        ),
        pytest.param(
            {"concern_keys": f"1:bWhzdC1kZXZlbG9wbWVudC1jb25jZXJuLWtleXMtIzE=, 2:{CONCERN_KEY}"},
            "MHST_CONCERN_KEYS holds the key that everybody can read in the source; take it out.",
            id="the default key for concerns among others",
        ),
        pytest.param(
            {"concern_keys": f"1:{KEY}"},
            "MHST_CONCERN_KEYS holds a key of MHST_ENCRYPTION_KEYS; safeguarding concerns need keys of their own.",
            id="one key for concerns and everything else",
        ),
        pytest.param(
            {"vault_keys": f"1:{CONCERN_KEY}"},
            "MHST_VAULT_KEYS holds a key of another ring; who somebody is needs keys of its own.",
            id="one key for the vault and concerns",
        ),
        pytest.param(
            {"staff_support_keys": COMPLETE["vault_keys"]},
            "MHST_STAFF_SUPPORT_KEYS holds a key of another ring; staff support needs keys of its own.",
            id="one key for staff support and the vault",
        ),
        pytest.param(
            {"encryption_keys": "1:not base64!"},
            "MHST_ENCRYPTION_KEYS: version 1 is not a number, a colon and 32 bytes in base64.",
            id="an encryption key that is not base64",
        ),
        pytest.param(
            {"encryption_keys": KEY},
            "MHST_ENCRYPTION_KEYS: an entry is not a number, a colon and 32 bytes in base64.",
            id="a key without its version, which is not repeated",
        ),
        pytest.param(
            {"database_url": "sqlite:////srv/mhst.sqlite3"},
            "MHST_DATABASE_URL is not PostgreSQL's; SQLite is for the demo and the tests.",
            id="sqlite",
        ),
        pytest.param(
            {"database_url": "postgres://app:secret@db.example.org/mhst"},
            "MHST_DATABASE_URL leaves this machine in the clear; add `?sslmode=verify-full` (or `require`).",
            id="a plain database",
        ),
        pytest.param(
            {"database_url": "postgres://app:secret@10.0.0.7/mhst?sslmode=prefer"},
            "MHST_DATABASE_URL leaves this machine in the clear; add `?sslmode=verify-full` (or `require`).",
            id="a database that may fall back to plain",
        ),
        pytest.param(
            {"redis_url": ""},
            "MHST_REDIS_URL is empty; limits on guessing and used codes must be shared by all processes.",
            id="no redis",
        ),
        pytest.param(
            {"redis_url": "redis://redis.example.org:6379/0"},
            "MHST_REDIS_URL leaves this machine in the clear; it must start with rediss://.",
            id="a plain redis",
        ),
        pytest.param(
            {"email_url": ""},
            "MHST_EMAIL_URL is empty, so that messages would end up in the log; set smtps://user:password@host.",
            id="no mail server",
        ),
        pytest.param(
            {"neutral_from": "School Mental Health Support <no-reply@example.org>"},
            "MHST_NEUTRAL_FROM holds the name of the service; whoever shares a mailbox would read it.",
            id="a sender that tells",
        ),
        pytest.param(
            {"notify_api_key": "a-key", "notify_text_template": "1"},
            "MHST_NOTIFY_API_KEY is not a key of GOV.UK Notify; it is a name and two ids with hyphens between.",
            id="something else than a key of Notify",
        ),
        pytest.param(
            {"notify_api_key": NOTIFY_KEY},
            "MHST_NOTIFY_TEXT_TEMPLATE is empty, so that Notify has no words to send; name a template.",
            id="a key of Notify without a template",
        ),
        pytest.param(
            {"notify_api_key": NOTIFY_KEY, "notify_text_template": "1", "notify_url": "http://notify.example.org"},
            "MHST_NOTIFY_URL leaves this machine in the clear; it must start with https://.",
            id="a plain Notify",
        ),
        pytest.param(
            {"allowed_hosts": "*, support.example.org"},
            "MHST_ALLOWED_HOSTS must name the hosts that are served, without `*`.",
            id="any host",
        ),
        pytest.param(
            {"base_url": "http://support.example.org"},
            "MHST_BASE_URL must start with https://; it goes into messages and calendar feeds.",
            id="a plain address",
        ),
        pytest.param(
            {"allowed_hosts": "www.example.org"},
            "MHST_ALLOWED_HOSTS does not hold support.example.org, the host of MHST_BASE_URL.",
            id="an address that is not served",
        ),
    ],
)
def test_one_thing_wrong_gives_one_sentence(changes: dict[str, Any], sentence: str) -> None:
    assert refused(**changes) == [sentence]


def test_no_host_at_all_is_refused() -> None:
    assert refused(allowed_hosts=" , ") == [
        "MHST_ALLOWED_HOSTS must name the hosts that are served, without `*`.",
        "MHST_ALLOWED_HOSTS does not hold support.example.org, the host of MHST_BASE_URL.",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"database_url": "postgres://app:secret@127.0.0.1/mhst"},
        {"database_url": "postgres://app:secret@[::1]:5432/mhst"},
        {"database_url": "postgres://app:secret@localhost/mhst"},
        {"database_url": "postgres:///mhst?host=/run/postgresql"},
        {"database_url": "postgres://app:secret@db.example.org/mhst?sslmode=require"},
        {"redis_url": "redis://127.0.0.1:6379/0"},
        {"redis_url": "unix:///run/redis/redis.sock"},
        {"encryption_keys": f"1:{KEY},2:{OTHER_KEY}"},
        {"notify_api_key": NOTIFY_KEY, "notify_text_template": "1"},
    ],
)
def test_what_stays_on_the_machine_or_is_encrypted_is_accepted(changes: dict[str, str]) -> None:
    assert refused(**changes) == []


def test_a_socket_directory_on_another_host_is_not_taken_for_this_machine() -> None:
    sentence = "MHST_DATABASE_URL leaves this machine in the clear; add `?sslmode=verify-full` (or `require`)."
    assert refused(database_url="postgres:///mhst?host=db.example.org") == [sentence]


def test_no_secret_is_told() -> None:
    said = " ".join(refused(secret_key="hush-hush", audit_key="quiet-please", encryption_keys="1:silence"))
    assert [word for word in ("hush-hush", "quiet-please", "silence") if word in said] == []
