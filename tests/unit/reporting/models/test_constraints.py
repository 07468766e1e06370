"""What the database refuses to keep, whoever writes it."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError

from tests.factories.reporting import ContactFactory, PublicationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"months": 2}, "publication_of_a_month_or_a_quarter"),
        ({"first": dt.date(2026, 2, 1)}, "publication_quarter_as_boards_have_it"),
        ({"first": dt.date(2026, 1, 2)}, "publication_begins_with_a_month"),
    ],
)
def test_what_is_published_is_of_a_month_or_of_a_quarter_of_boards(wrong: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        PublicationFactory(**wrong)


def test_a_month_begins_with_any() -> None:
    assert PublicationFactory(first=dt.date(2026, 2, 1), months=1).period.months == 1


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"withdrawn_at": dt.datetime(2026, 1, 11, tzinfo=dt.UTC)}, "contact_withdrawn_after_it_was_learnt"),
        ({"came_of_it": "better"}, "contact_is_no_ending_by_the_way"),
        ({"ended_because": "02"}, "contact_is_no_ending_by_the_way"),
    ],
)
def test_a_contact_is_in_order(wrong: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        ContactFactory(at=dt.datetime(2026, 1, 12, 10), **wrong)


def test_an_ending_says_what_came_of_it() -> None:
    made = ContactFactory(kind="ending", came_of_it="better", ended_because="02")

    assert (made.came_of_it, made.ended_because) == ("better", "02")
