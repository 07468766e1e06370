"""What a real service must not start with. Each is one sentence that says what would be right."""

import base64
import binascii
import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qs, urlsplit

from pydantic import SecretStr

from mhst.settings.environment import Environment

SHORTEST_SECRET_KEY = 50
SHORTEST_AUDIT_KEY = 32
ENCRYPTION_KEY_BYTES = 32
NOTIFY_KEY = re.compile(r".+-[0-9a-f-]{36}-[0-9a-f-]{36}")
#: What PostgreSQL calls the modes in which it never talks in the clear.
ENCRYPTED = {"require", "verify-ca", "verify-full"}


def refusals(environment: Environment) -> list[str]:
    """Everything that is wrong, so that a deployer mends it in one go. Never tells a secret."""
    return [
        *_secrets(environment),
        *_keys("encryption_keys", environment.encryption_keys.get_secret_value()),
        *_keys("concern_keys", environment.concern_keys.get_secret_value()),
        *_keys("vault_keys", environment.vault_keys.get_secret_value()),
        *_keys("staff_support_keys", environment.staff_support_keys.get_secret_value()),
        *_shared_keys(environment),
        *_addresses(environment),
        *_hosts(environment),
        *_messages(environment),
    ]


def _default(name: str) -> str:
    default = Environment.model_fields[name].default
    return default.get_secret_value() if isinstance(default, SecretStr) else str(default)


def _secrets(environment: Environment) -> Iterator[str]:
    secret, audit = environment.secret_key.get_secret_value(), environment.audit_key.get_secret_value()
    for name, value, shortest in (
        ("secret_key", secret, SHORTEST_SECRET_KEY),
        ("audit_key", audit, SHORTEST_AUDIT_KEY),
    ):
        if value == _default(name):
            yield f"MHST_{name.upper()} is the one that everybody can read in the source; set one of your own."
        elif len(value) < shortest or len(set(value)) < 10:
            yield f"MHST_{name.upper()} is too easy to guess; it needs at least {shortest} random characters."
    if secret == audit:
        yield "MHST_AUDIT_KEY is the same as MHST_SECRET_KEY; each needs its own."
    if environment.debug:
        yield "MHST_DEBUG is on, which shows settings and data to visitors; leave it out."


def _keys(name: str, ring: str) -> Iterator[str]:
    keys, variable = _by_version(ring), f"MHST_{name.upper()}"
    if not keys:
        yield f"{variable} is empty; it needs at least `1:` and 32 random bytes in base64."
    if _default(name).partition(":")[2] in keys.values():
        yield f"{variable} holds the key that everybody can read in the source; take it out."
    for version, encoded in keys.items():
        if not version.isdecimal() or _bytes_in(encoded) != ENCRYPTION_KEY_BYTES:
            named = f"version {version}" if version.isdecimal() else "an entry"  # it may be the key itself
            yield f"{variable}: {named} is not a number, a colon and 32 bytes in base64."


def _shared_keys(environment: Environment) -> Iterator[str]:
    rings = (
        environment.encryption_keys, environment.concern_keys, environment.vault_keys, environment.staff_support_keys,
    )  # fmt: skip
    main, concerns, vault, staff = (set(_by_version(ring.get_secret_value()).values()) for ring in rings)
    if main & concerns:
        yield "MHST_CONCERN_KEYS holds a key of MHST_ENCRYPTION_KEYS; safeguarding concerns need keys of their own."
    if vault & (main | concerns):
        yield "MHST_VAULT_KEYS holds a key of another ring; who somebody is needs keys of its own."
    if staff & (main | concerns | vault):
        yield "MHST_STAFF_SUPPORT_KEYS holds a key of another ring; staff support needs keys of its own."


def _by_version(ring: str) -> dict[str, str]:
    return dict(part.strip().partition(":")[::2] for part in ring.split(",") if part.strip())


def _bytes_in(encoded: str) -> int:
    try:
        return len(base64.b64decode(encoded, validate=True))
    except binascii.Error:
        return 0


def _addresses(environment: Environment) -> Iterator[str]:
    database = urlsplit(environment.database_url)
    if database.scheme not in {"postgres", "postgresql"}:
        yield "MHST_DATABASE_URL is not PostgreSQL's; SQLite is for the demo and the tests."
    elif not _database_stays_here(database) and not ENCRYPTED & set(parse_qs(database.query).get("sslmode", [])):
        yield "MHST_DATABASE_URL leaves this machine in the clear; add `?sslmode=verify-full` (or `require`)."
    redis = urlsplit(environment.redis_url)
    if not environment.redis_url:
        yield "MHST_REDIS_URL is empty; limits on guessing and used codes must be shared by all processes."
    elif redis.scheme not in {"rediss", "unix"} and not _stays_here(redis.hostname):
        yield "MHST_REDIS_URL leaves this machine in the clear; it must start with rediss://."
    if not environment.email_url:
        yield "MHST_EMAIL_URL is empty, so that messages would end up in the log; set smtps://user:password@host."


def _messages(environment: Environment) -> Iterator[str]:
    if environment.service_name and environment.service_name.casefold() in environment.neutral_from.casefold():
        yield "MHST_NEUTRAL_FROM holds the name of the service; whoever shares a mailbox would read it."
    key = environment.notify_api_key.get_secret_value()
    if key and not NOTIFY_KEY.fullmatch(key):
        yield "MHST_NOTIFY_API_KEY is not a key of GOV.UK Notify; it is a name and two ids with hyphens between."
    if key and not environment.notify_text_template:
        yield "MHST_NOTIFY_TEXT_TEMPLATE is empty, so that Notify has no words to send; name a template."
    if key and urlsplit(environment.notify_url).scheme != "https":
        yield "MHST_NOTIFY_URL leaves this machine in the clear; it must start with https://."


def _hosts(environment: Environment) -> Iterator[str]:
    served = environment.hosts
    if not served or "*" in served:
        yield "MHST_ALLOWED_HOSTS must name the hosts that are served, without `*`."
    base = urlsplit(environment.base_url)
    if base.scheme != "https":
        yield "MHST_BASE_URL must start with https://; it goes into messages and calendar feeds."
    elif base.hostname not in served:
        yield f"MHST_ALLOWED_HOSTS does not hold {base.hostname}, the host of MHST_BASE_URL."


def _database_stays_here(database: SplitResult) -> bool:
    """PostgreSQL's options may name the host too, and win over the one before the path."""
    options = parse_qs(database.query)
    named = [one for option in ("host", "hostaddr", "service") for one in options.get(option, [])]
    return all(one.startswith("/") or _stays_here(one) for one in [database.hostname or "", *named])


def _stays_here(host: str | None) -> bool:
    """Whether the address is this machine's own; a socket file has no host."""
    if not host or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
