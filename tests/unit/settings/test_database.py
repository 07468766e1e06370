import pytest
from django.db import connection

from mhst.settings.database import caches_from, channel_layers_from, database_from


def test_an_address_of_postgresql_is_taken_apart() -> None:
    settings = database_from("postgres://app:p%2Fss@db.example.org:6432/mhst?sslmode=verify-full", 12)
    assert settings == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "mhst",
        "USER": "app",
        "PASSWORD": "p/ss",
        "HOST": "db.example.org",
        "PORT": "6432",
        "OPTIONS": {
            "sslmode": "verify-full",
            "pool": {"min_size": 1, "max_size": 12, "timeout": 5, "reconnect_timeout": 2},
        },
        "CONN_HEALTH_CHECKS": True,
    }


@pytest.mark.parametrize(
    ("url", "name"),
    [("sqlite:////srv/mhst.sqlite3", "/srv/mhst.sqlite3"), ("sqlite:///srv/mhst.sqlite3", "/srv/mhst.sqlite3")],
)
def test_a_file_of_sqlite_makes_writers_queue(url: str, name: str) -> None:
    settings = database_from(url)
    assert (settings["NAME"], settings["OPTIONS"]["transaction_mode"]) == (name, "IMMEDIATE")


@pytest.mark.django_db
def test_what_is_committed_in_a_file_of_sqlite_is_on_the_disk_and_few_commits_carry_the_log_over() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            names = ("journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint")
            found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
        assert found == ["wal", 2, 1, 4000]


def test_another_database_is_refused() -> None:
    with pytest.raises(ValueError, match="MHST_DATABASE_URL starts with 'mysql'; it must be sqlite:///… or postgres"):
        database_from("mysql://app@db.example.org/mhst")


def test_redis_carries_doorbells_and_the_cache_when_there_is_one() -> None:
    address = "rediss://redis.example.org:6379/0"
    assert caches_from(address)["LOCATION"] == address
    assert channel_layers_from(address)["CONFIG"] == {"hosts": [address]}


def test_without_redis_both_stay_in_memory() -> None:
    assert caches_from("") == {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    assert channel_layers_from("") == {"BACKEND": "channels.layers.InMemoryChannelLayer"}
