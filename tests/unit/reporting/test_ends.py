"""What requests were for, and what changed until support ended: told of those who were seen, and shares of those asked
twice."""

import datetime as dt

import pytest

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.reporting.actions import contact
from mhst.reporting.documents.laid_out import lay_out
from mhst.reporting.models import Contact
from mhst.reporting.queries import publication
from mhst.reporting.queries.session_facts import ENDINGS, SESSIONS
from sessions_app.enums import Occasion, ReferralState
from sessions_app.models import Referral
from tests.factories import world
from tests.factories.reporting import ContactFactory
from tests.support.figures import AFTERWARDS, Counted, counted, publish
from tests.support.measures import course, filled, somebody

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
DAYS = (dt.date(2026, 9, 14), dt.date(2026, 10, 5))


def _ended(referral: Referral, on: dt.date) -> None:
    said = {"closed_on": on, "closed_because": "02", "last_seen_on": DAYS[-1], "reason": "05"}
    with recording.acting(by=SYSTEM, verb="test"):
        Referral.objects.filter(pk=referral.pk).update(state=ReferralState.CLOSED, **said)


@pytest.fixture
def ended(time_machine) -> Referral:
    """She came twice, and her well-being rose by more than chance between."""
    time_machine.move_to(NOW, tick=False)
    referral = somebody(world())
    course(referral, *DAYS)
    filled(referral, "swemwbs", {"total": 14}, DAYS[0])
    filled(referral, "swemwbs", {"total": 24}, DAYS[1], occasion=Occasion.END)
    _ended(referral, dt.date(2026, 10, 6))
    return referral


def _told() -> list[tuple[str, str, str]]:
    rows = Contact.objects.filter(withdrawn_at__isnull=True).order_by("on")
    return [(row.kind, row.reason, row.came_of_it) for row in rows]


def test_a_contact_tells_the_reason_and_an_end_what_changed(ended: Referral) -> None:
    for source in (SESSIONS, ENDINGS):
        contact.roll_up(source=source, by=SYSTEM)

    assert _told() == [("group", "05", ""), ("group", "05", ""), ("ending", "", "better")]
    keys = set(Contact.objects.values_list("person_key", flat=True))
    assert len(keys) == 1


def test_what_was_not_the_end_is_withdrawn(ended: Referral, time_machine) -> None:
    contact.roll_up(source=ENDINGS, by=SYSTEM)
    time_machine.move_to(NOW + dt.timedelta(days=1), tick=False)
    _ended(ended, dt.date(2026, 10, 7))
    with recording.acting(by=SYSTEM, verb="test"):
        ended.moves.create(from_state="review", to_state="closed", at=dt.datetime(2026, 10, 6, 9, tzinfo=dt.UTC))
        ended.moves.create(from_state="closed", to_state="triage", at=NOW + dt.timedelta(days=1))
    contact.roll_up(source=ENDINGS, by=SYSTEM)

    assert [row.on for row in Contact.objects.filter(withdrawn_at__isnull=True)] == [dt.date(2026, 10, 7)]
    assert Contact.objects.filter(withdrawn_at__isnull=False).count() == 1


@pytest.fixture
def there(time_machine) -> Counted:
    time_machine.move_to(AFTERWARDS, tick=False)
    return counted()


def test_shares_of_what_changed_are_of_those_asked_twice(there: Counted) -> None:
    keys = list(Contact.objects.order_by("person_key").values_list("person_key", flat=True))
    for number, key in enumerate(keys[:28]):
        came = "not_twice" if number < 7 else "better" if number < 18 else "same"
        ContactFactory(
            team=there.team, school=there.schools[0], person_key=key, at=dt.datetime(2026, 3, 20, 12), kind="ending",
            came_of_it=came, learnt_at=dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC),
        )  # fmt: skip
    tables = publication.tables(publish(there))
    change = tables["change"]

    assert {figure.values[0]: figure.shown for figure in tables["ended"].figures} == {
        "support_ended": 30, "asked_twice": 20, "goes_on": 5,
    }  # fmt: skip
    assert (change.whole, change.shown("better"), change.share("better")) == (20, 10, 50.0)
    laid_out = lay_out(change)
    assert (laid_out.shares, laid_out.about) == (
        "Per cent of those asked twice (about)", "January to March 2026, about 20 young people among those asked twice",
    )  # fmt: skip
    assert any("It tells what changed, not why." in note for note in laid_out.notes)
