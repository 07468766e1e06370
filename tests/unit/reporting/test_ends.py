"""What requests were for, and what changed until support ended: told of all whose support ended, seen or not, and
shares of those asked twice."""

import datetime as dt
from typing import ClassVar

import pytest

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.disclosure import SafeTable
from mhst.reporting.actions import contact
from mhst.reporting.documents.laid_out import lay_out
from mhst.reporting.documents.parts import parts_of
from mhst.reporting.models import Contact
from mhst.reporting.queries import publication
from mhst.reporting.queries.session_facts import ENDINGS, SESSIONS
from sessions_app.enums import Occasion, ReferralState
from sessions_app.models import Referral
from tests.factories import world
from tests.factories.reporting import ContactFactory
from tests.support.figures import AFTERWARDS, Counted, counted, publish
from tests.support.measures import course, filled, somebody
from tests.unit.reporting.documents.made import table

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
    """The kind of each, its reason, and of an ending what came of it and why it ended."""
    rows = Contact.objects.filter(withdrawn_at__isnull=True).order_by("on")
    return [(row.kind, row.reason, row.came_of_it + row.ended_because) for row in rows]


def test_a_contact_tells_the_reason_and_an_end_what_changed(ended: Referral) -> None:
    for source in (SESSIONS, ENDINGS):
        contact.roll_up(source=source, by=SYSTEM)

    assert _told() == [("group", "05", ""), ("group", "05", ""), ("ending", "", "better02")]
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


def _ends(there: Counted, key: str, came_of_it: str, because: str) -> None:
    ContactFactory(
        team=there.team, school=there.schools[0], person_key=key, at=dt.datetime(2026, 3, 20, 12), kind="ending",
        came_of_it=came_of_it, ended_because=because, learnt_at=dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC),
    )  # fmt: skip


@pytest.fixture
def with_endings(there: Counted) -> Counted:
    """Of 34 who were seen it ended for 24, 20 of them asked twice; and for 8 who were neither seen nor asked."""
    keys = list(Contact.objects.order_by("person_key").values_list("person_key", flat=True))
    for number, key in enumerate(keys[:24]):
        _ends(there, key, "not_twice" if number < 4 else "better" if number < 15 else "same", "02")
    for number in range(8):
        _ends(there, f"drifted away {number}", "not_twice", "05")
    return there


def _shown(table: SafeTable) -> dict[str, int | None]:
    return {figure.values[0]: figure.shown for figure in table.figures}


def test_whose_support_ended_is_told_of_whether_or_not_they_were_seen(with_endings: Counted) -> None:
    tables = publication.tables(publish(with_endings))

    assert _shown(tables["quarter"]) == {"all": 35}
    assert _shown(tables["endings"]) == {"an_ending": 30, "ended_asked_twice": 20}
    assert _shown(tables["endings_how"]) == {
        "ended_as_planned": 25, "ended_by_stopping": 10, "ended_by_moving_on": None,
    }  # fmt: skip
    laid_out = lay_out(tables["endings_how"])
    assert (laid_out.shares, laid_out.about) == (
        "Per cent of those whose support ended (about)",
        "January to March 2026, about 30 young people among those whose support ended",
    )
    assert laid_out.notes[0].startswith(
        "Young people whose support ended in this quarter, whether or not they were seen in it, each counted once."
    )


def test_shares_of_what_changed_are_of_those_asked_twice(with_endings: Counted) -> None:
    change = publication.tables(publish(with_endings))["endings_change"]

    assert (change.whole, change.shown("ended_better"), change.share("ended_better")) == (20, 10, 50.0)
    laid_out = lay_out(change)
    assert (laid_out.shares, laid_out.about) == (
        "Per cent of those asked twice (about)", "January to March 2026, about 20 young people among those asked twice",
    )  # fmt: skip
    assert any("It tells what changed, not why." in note for note in laid_out.notes)


class TestAQuarterPublishedBefore:
    """It told of endings among those seen alone, and stays as it was published."""

    OLD: ClassVar = {
        "ended": table("ended", 35, support_ended=30, goes_on=5), "change": table("change", 20, "ended", better=10)
    }  # fmt: skip

    def test_says_how_it_was_counted_and_misses_no_new_table(self) -> None:
        part = next(filled for filled in parts_of(self.OLD) if filled.part.key == "difference")

        assert [tile.key for tile in part.tiles] == ["ended", "change"]
        (told,) = {note for tile in part.tiles if tile.laid_out for note in tile.laid_out.notes if "Later" in note}
        assert "Whose support ended in a quarter in which they were not seen is not in it." in told
        assert "Later quarters count endings by themselves, seen or not" in told

    def test_is_not_compared_with_a_later_one(self) -> None:
        now = {key: table(key, 35, "ending", an_ending=35) for key in ("endings",)}
        earlier = {key: table(key, 30, "ending", an_ending=30) for key in ("endings",)}
        part = next(filled for filled in parts_of(now, (self.OLD, earlier)) if filled.part.key == "difference")

        assert [row.earlier for row in part.tiles[0].laid_out.rows] == [
            (("The quarter before", "counted otherwise"), ("A year before", "30"))
        ]
        assert [tile.key for tile in part.tiles] == ["endings", "endings_how", "endings_change"]
