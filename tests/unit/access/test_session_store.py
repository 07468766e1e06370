import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from mhst.access.session_store import SessionStore
from mhst.core import crypto
from mhst.core.turns import turn

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> SessionStore:
    store = SessionStore()
    store["typed"] = "I feel sad"
    store.save()
    return store


def test_what_a_session_holds_comes_back(store) -> None:
    assert SessionStore(store.session_key)["typed"] == "I feel sad"


def test_the_row_holds_only_what_is_sealed(store) -> None:
    row = Session.objects.get(pk=store.session_key)

    assert "sad" not in row.session_data
    assert (
        crypto.open_text(row.session_data, about=f"django_session.session_data.{row.pk}") == '{"typed": "I feel sad"}'
    )


def test_it_moves_with_its_key(store) -> None:
    store.cycle_key()
    assert SessionStore(store.session_key)["typed"] == "I feel sad"


@pytest.mark.parametrize("damage", ["of another session", "eyJhIjoxfQ:not-sealed", ""])
def test_what_does_not_open_is_no_session(store, damage) -> None:
    other = SessionStore()
    other["typed"] = "Mine"
    other.save()
    data = Session.objects.get(pk=other.session_key).session_data if damage == "of another session" else damage
    Session.objects.filter(pk=store.session_key).update(session_data=data)

    assert list(SessionStore(store.session_key).keys()) == []


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_it_is_saved_when_its_turn_has_come(store) -> None:
    """On SQLite whoever does not queue is kept waiting by those who do, for as long as they write."""
    done: list[str] = []

    def save() -> None:
        SessionStore(store.session_key).save()
        done.append("saved")
        connection.close()

    waiting = threading.Thread(target=save)
    with turn():
        waiting.start()
        waiting.join(timeout=0.3)
        done.append("first")
    waiting.join(timeout=10)

    assert done == (["first", "saved"] if connection.vendor == "sqlite" else ["saved", "first"])
