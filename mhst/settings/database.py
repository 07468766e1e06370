"""Turns the addresses in the environment into Django's dictionaries."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

#: In seconds. A request that finds no connection fails while somebody still waits for it; and whoever comes after a
#: server of PostgreSQL is back does not wait out the pauses between earlier attempts to reach it.
WAITS, TRIES = 5, 2


def database_from(url: str, connections: int = 20) -> dict[str, Any]:
    """Django's database settings for `sqlite:///path` or `postgres://…`; anything else is refused. A process has at
    most so many connections to PostgreSQL, and keeps them for the next request: each is answered in a thread of its
    own."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path[1:] if parts.path.startswith("//") else parts.path)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": dict(parse_qsl(parts.query))
            | {"pool": {"min_size": 1, "max_size": connections, "timeout": WAITS, "reconnect_timeout": TRIES}},
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"MHST_DATABASE_URL starts with {parts.scheme!r}; it must be sqlite:///… or postgres://…")


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "mhst.core.sqlite",
        "NAME": path,
        "OPTIONS": {
            # Writers queue instead of failing half-way: see docs/decisions/0003-occupancy.md.
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,
            # Whoever's commit fills the log carries it over into the database before it has its answer. It costs the
            # same two waits for the disk after four times as many pages, most of them written over meanwhile; what is
            # committed is in the log, on the disk, either way.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            " PRAGMA wal_autocheckpoint=4000;",
        },
    }


def caches_from(redis_url: str) -> dict[str, Any]:
    """Redis when there is one, else this process's memory (one process serves the embedded product)."""
    if redis_url:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}


def channel_layers_from(redis_url: str) -> dict[str, Any]:
    """The doorbell's carrier: Redis when there is one, else this process's memory."""
    if redis_url:
        return {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [redis_url]}}
    return {"BACKEND": "channels.layers.InMemoryChannelLayer"}
