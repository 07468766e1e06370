"""Turns the address of the mail server into Django's settings."""

from typing import Any
from urllib.parse import unquote, urlsplit

SECONDS = 20


def email_from(url: str) -> dict[str, Any]:
    """Django's settings for `smtps://…` (TLS from the first byte) or `smtp://…` (STARTTLS); empty is the console."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError(f"MHST_EMAIL_URL starts with {parts.scheme!r}; it must be smtps://… or smtp://…")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_TIMEOUT": SECONDS,
    }
