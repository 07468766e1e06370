"""The production settings as a process of its own sees them."""

import json
import subprocess
import sys

import pytest

from docker.sample import sample
from mhst.settings.environment import ROOT
from tests.support.processes import clean_environment

SHOWN = """
import json
from django.conf import settings
names = [name for name in dir(settings) if name.isupper()]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


@pytest.fixture(autouse=True)
def journeys_in_the_same_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """They leave this behind, and a service started from here must not hear of it."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def manage(code: str, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `code` under the production settings with just these variables."""
    given = {"DJANGO_SETTINGS_MODULE": "mhst.settings.production", "MHST_EMAIL_URL": "", **variables}
    environment = clean_environment(**given)
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_so_many_connections_wait_for_the_next_page_and_no_attempt_outlasts_the_database_s_return() -> None:
    done = manage(SHOWN, sample() | {"MHST_DATABASE_CONNECTIONS": "14"})
    assert json.loads(done.stdout)["DATABASES"]["default"]["OPTIONS"]["pool"] == {
        "min_size": 1, "max_size": 14, "timeout": 5, "reconnect_timeout": 2,
    }  # fmt: skip


@pytest.fixture(scope="module")
def production() -> dict[str, object]:
    done = manage(SHOWN, sample())
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_cookies_are_bound_to_the_host_and_to_https(production: dict[str, object]) -> None:
    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"]
    assert [production[name] for name in names] == ["__Host-session", "__Host-csrf"]
    flags = ["SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY"]
    assert [production[flag] for flag in flags] == [True] * 4
    # The browser takes `__Host-` only without a domain and for the whole path.
    assert [production[f"{kind}_COOKIE_{part}"] for kind in ("SESSION", "CSRF") for part in ("DOMAIN", "PATH")] == [
        None,
        "/",
        None,
        "/",
    ]


def test_the_demo_and_its_tools_are_not_there(production: dict[str, object]) -> None:
    apps = production["INSTALLED_APPS"]
    assert isinstance(apps, list)
    assert (production["DEMO"], production["DEBUG"]) == (False, False)
    assert [app for app in apps if app in {"mhst.demo", "django_linear_migrations", "debug_toolbar"}] == []


def test_a_proxy_is_believed_only_when_there_is_one(production: dict[str, object]) -> None:
    done = manage(SHOWN, {**sample(), "MHST_TRUSTED_PROXIES": "0"})
    assert (done.returncode, done.stderr) == (0, "")
    alone = json.loads(done.stdout)
    assert production["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert (alone["SECURE_PROXY_SSL_HEADER"], alone["ALLAUTH_TRUSTED_PROXY_COUNT"]) == (None, 0)


def test_it_does_not_start_as_it_comes() -> None:
    done = manage(SHOWN, {})
    said = done.stderr.splitlines()
    assert done.returncode == 1
    assert [line for line in said if line.startswith("- MHST_SECRET_KEY")] == [
        "- MHST_SECRET_KEY is the one that everybody can read in the source; set one of your own."
    ]


def test_a_value_of_the_wrong_kind_gets_a_sentence_and_is_not_repeated() -> None:
    done = manage(SHOWN, {**sample(), "MHST_TRUSTED_PROXIES": "many-secrets"})
    assert "- MHST_TRUSTED_PROXIES: Input should be a valid integer" in done.stderr
    assert "many-secrets" not in done.stderr


def test_it_passes_the_checks_of_a_deployment() -> None:
    code = "from django.core.management import call_command as c; import django; django.setup();"
    done = manage(f"{code} c('check', deploy=True, fail_level='WARNING')", sample())
    said = (done.returncode, done.stdout, done.stderr)
    assert said == (0, "System check identified no issues (1 silenced).\n", "")


LOADED = """
import json, sys
import django
django.setup()
from django.core.management import get_commands
from django.urls import get_resolver
addresses = [str(part.pattern) for part in get_resolver().url_patterns]
print(json.dumps({
    "modules": [name for name in sys.modules if name.startswith("mhst.demo")],
    "commands": [name for name, app in get_commands().items() if app == "mhst.demo"],
    "addresses": [address for address in addresses if address.startswith(("demo", "design"))],
}))
"""


def test_no_page_command_or_secret_of_the_demo_is_loaded() -> None:
    done = manage(LOADED, sample())
    assert json.loads(done.stdout) == {"modules": [], "commands": [], "addresses": []}


def test_a_command_with_wrong_settings_says_so_without_a_traceback() -> None:
    wrong = {**sample(), "DJANGO_SETTINGS_MODULE": "mhst.settings.production", "MHST_ENCRYPTION_KEYS": "1:short"}
    done = subprocess.run(
        [sys.executable, "manage.py", "rotate_encryption_keys"], cwd=ROOT, env=clean_environment(**wrong),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.splitlines()) == (
        1,
        [
            "The service does not start like this:",
            "- MHST_ENCRYPTION_KEYS: version 1 is not a number, a colon and 32 bytes in base64.",
        ],
    )


ON_UVICORN = """
import logging, logging.config
from uvicorn.config import LOGGING_CONFIG
logging.config.dictConfig(LOGGING_CONFIG)  # as it does before it loads the service
import django
django.setup()
try:
    raise ValueError("a canary")
except ValueError:
    logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
logging.getLogger("uvicorn.access").info('"%s %s"', "GET", "/search/?q=a+canary")
"""


def test_uvicorn_logs_neither_what_an_error_said_nor_what_was_asked_for() -> None:
    done = manage(ON_UVICORN, sample())
    (line,) = done.stderr.splitlines()
    assert json.loads(line)["exception"][0] == "ValueError"
    assert "canary" not in done.stderr + done.stdout
