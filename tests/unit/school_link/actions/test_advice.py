"""The advice: one part by one person at a time, nothing lost, and no signature over what was not seen."""

import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from school_link.actions import advice as actions
from school_link.actions import room
from school_link.enums import AdviceKind
from school_link.models import AdviceText, Consultation, Signature
from school_link.queries import advice as queries
from sessions_app.models import Message
from tests.factories import member_of
from tests.support.consultation import Link, a_link

pytestmark = pytest.mark.django_db
KINDS = list(AdviceKind)


def put(one: Consultation, by, kind: str = "try", words: str = "A quiet table.", base: int | None = None, mid=None):
    base = queries.part_of(one, kind).number if base is None else base
    return actions.save(consultation=one, kind=kind, base=base, words=words, mid=mid or uuid4(), by=by)


def whole(one: Consultation, by) -> int:
    """Words in every part; gives the edition."""
    for kind in KINDS:
        put(one, by, kind, f"About {kind}.")
    one.refresh_from_db()
    return one.edition


@pytest.fixture
def link() -> Link:
    return a_link()


def test_one_writes_a_part_and_the_other_waits_or_writes_another(link) -> None:
    one = link.taken()
    actions.take_up(consultation=one, kind="try", by=link.sam)
    actions.take_up(consultation=one, kind="try", by=link.sam)
    with pytest.raises(Conflict, match=f"{link.sam.name} writes this part"):
        actions.take_up(consultation=one, kind="try", by=link.spec)
    with pytest.raises(Conflict, match="writes this part"):
        put(one, link.spec)
    actions.take_up(consultation=one, kind="risk", by=link.spec)
    assert {p.kind.value: p.hold.holder for p in queries.advice_of(one).parts if p.hold} == {
        "try": link.sam, "risk": link.spec,
    }  # fmt: skip
    actions.let_go(consultation=one, kind="try", by=link.spec)  # not theirs to let go
    actions.let_go(consultation=one, kind="try", by=link.sam)
    put(one, link.spec)
    with pytest.raises(Refused, match="no such part"):
        put(one, link.spec, "other", base=0)


def test_a_part_of_somebody_whose_line_dropped_is_free_after_a_minute_and_their_words_are_still_taken(
    link, time_machine
) -> None:
    time_machine.move_to("2026-11-26 10:00+00:00", tick=False)
    one = link.taken()
    actions.take_up(consultation=one, kind="try", by=link.sam)
    time_machine.move_to("2026-11-26 10:02+00:00", tick=False)
    put(one, link.sam, base=0)  # nobody else took it up
    actions.take_up(consultation=one, kind="try", by=link.sam)
    time_machine.move_to("2026-11-26 10:04+00:00", tick=False)
    actions.take_up(consultation=one, kind="try", by=link.spec)
    put(one, link.spec, words="Short lessons.", base=1)
    with pytest.raises(Conflict, match="saved this part meanwhile"):
        put(one, link.sam, words="Mine", base=1)
    assert [text.words for text in queries.versions_of(one, "try")] == ["Short lessons.", "A quiet table."]


def test_sent_twice_it_is_kept_once(link) -> None:
    one, mid = link.taken(), uuid4()
    assert put(one, link.sam, base=0, mid=mid) == put(one, link.sam, base=0, mid=mid)
    with pytest.raises(Conflict, match="other words"):
        put(one, link.sam, words="Others", base=0, mid=mid)
    with pytest.raises(Refused, match="Write something"):
        put(one, link.sam, words=" ")
    with pytest.raises(Refused, match="characters"):
        put(one, link.sam, words="x" * 6001)
    assert AdviceText.objects.count() == 1


def test_both_sign_the_same_edition_and_a_change_opens_it_again(link) -> None:
    one = link.taken()
    put(one, link.sam)
    with pytest.raises(Refused, match="Still empty: What we understand"):
        actions.sign(consultation=one, edition=1, by=link.sam)
    edition = whole(one, link.spec)
    actions.sign(consultation=one, edition=edition, by=link.sam)
    actions.sign(consultation=one, edition=edition, by=link.sam)
    one.refresh_from_db()
    assert (one.state, one.agreed_at) == ("taken", None)
    put(one, link.spec, "risk", "No thoughts of dying; we ask again on Friday.")
    with pytest.raises(Conflict, match="changed since you read it"):
        actions.sign(consultation=one, edition=edition, by=link.spec)
    actions.sign(consultation=one, edition=edition + 1, by=link.spec)
    one.refresh_from_db()
    assert one.state == "taken"  # the school signed another edition
    actions.sign(consultation=one, edition=edition + 1, by=link.sam)
    one.refresh_from_db()
    assert (one.state, one.agreed_at is not None) == ("agreed", True)

    put(one, link.sam, "who", "I ring home today.")
    one.refresh_from_db()
    assert (one.state, one.agreed_at) == ("taken", None)
    assert queries.advice_of(one).signatures == {}


def test_guests_write_and_do_not_sign_and_those_outside_do_neither(link) -> None:
    one = link.taken()
    edition = whole(one, link.spec)
    sue = member_of(link.desk.team, RoleName.SUPERVISOR)
    room.invite(consultation=one, user=sue, until=clock.now() + dt.timedelta(hours=1), by=link.spec)
    put(one, sue, "risk", "Ask again on Friday.")
    with pytest.raises(Refused, match="Who asked and who answers sign"):
        actions.sign(consultation=one, edition=edition + 1, by=sue)
    for outside in (link.dee, link.toni):
        with pytest.raises(Refused, match="in the room"):
            put(one, outside)
        with pytest.raises(Refused):
            actions.sign(consultation=one, edition=edition + 1, by=outside)


def test_who_has_not_signed_is_written_to_once_a_day(link, time_machine) -> None:
    time_machine.move_to("2026-11-24 10:00+00:00", tick=False)
    one, to_sign = link.taken(), Message.objects.filter(words="to_sign")
    edition = whole(one, link.spec)
    actions.sign(consultation=one, edition=edition, by=link.spec)
    actions.chase(by=SYSTEM)
    assert not to_sign.exists()
    for day in (25, 25, 26):
        time_machine.move_to(f"2026-11-{day} 10:01+00:00", tick=False)
        actions.chase(by=SYSTEM)
    assert [(m.address, m.words) for m in to_sign.all()] == [(link.sam.email, "to_sign")] * 2
    actions.sign(consultation=one, edition=edition, by=link.sam)
    time_machine.move_to("2026-11-27 10:01+00:00", tick=False)
    actions.chase(by=SYSTEM)
    assert to_sign.count() == 2


@pytest.mark.both_engines
def test_the_database_keeps_advice_and_signatures_as_they_were(link) -> None:
    one = link.taken()
    actions.sign(consultation=one, edition=whole(one, link.spec), by=link.sam)
    for table in ("school_link_advicetext", "school_link_signature"):
        for change in (f"UPDATE {table} SET edition = 9", f"DELETE FROM {table}"):  # noqa: S608  names of our own
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_of_saves_at_the_same_moment_one_is_taken(transactional_db) -> None:
    link = a_link()
    one = link.taken()
    at_once = Barrier(4)

    def save(user) -> str:
        try:
            at_once.wait()
            put(one, user, words=str(uuid4()), base=0)
            return "kept"
        except Conflict as conflict:
            return conflict.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        found = Counter(threads.map(save, [link.sam, link.spec] * 2))

    assert found == {"kept": 1, "changed": 3}


class Screen:
    """What one person has before them, over a line that drops."""

    def __init__(self, one: Consultation, user) -> None:
        self.one, self.user = one, User.objects.get(pk=user.pk)
        self.edition, self.seen = 0, {}
        self.pending: dict[str, tuple[int, str, UUID]] = {}
        self.look()

    def look(self) -> None:
        self.one.refresh_from_db()
        advice = queries.advice_of(self.one)
        self.edition, self.seen = advice.edition, {p.kind.value: (p.number, p.words) for p in advice.parts}

    def save(self, kind: str, words: str, is_dropped: bool) -> str | None:
        """The words, if the server answered that they are kept; sent again until then under the same id."""
        base, text, mid = self.pending.setdefault(kind, (self.seen[kind][0], words, uuid4()))
        try:
            put(self.one, self.user, kind, text, base, mid)
        except Conflict:
            if not is_dropped:
                del self.pending[kind]
            return None
        if is_dropped:
            return None
        del self.pending[kind]
        return text

    def sign(self) -> str | None:
        try:
            signed = actions.sign(consultation=self.one, edition=self.edition, by=self.user)
        except (Conflict, Refused):
            return None
        return "\n".join(words for _, words in self.seen.values()) if signed.edition == self.edition else "another"


STEP = st.tuples(
    st.sampled_from(["sam", "spec"]),
    st.sampled_from(["look", "take", "go", "save", "save", "save", "sign", "sign"]),
    st.sampled_from(KINDS[:3]),
    st.booleans(),
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=6, max_size=24))
def test_two_people_with_drops_and_retries_lose_nothing_and_sign_what_they_saw(link, steps) -> None:
    assert what_is_wrong(link, steps) == ""


def test_the_judge_finds_a_signature_over_what_was_not_seen_and_words_that_are_not_kept(link, monkeypatch) -> None:
    """Each broken on purpose: the check of what was read, and keeping what was answered."""
    steps = [("sam", "save", KINDS[0], True), ("sam", "save", KINDS[0], False), ("spec", "sign", KINDS[0], False)]
    assert what_is_wrong(link, steps) == ""
    for place, name in ((actions.rules, "check_read"), (actions, "save")):
        with monkeypatch.context() as broken:
            broken.setattr(place, name, lambda *_, **__: None)
            assert what_is_wrong(link, steps)


def what_is_wrong(link: Link, steps) -> str:
    """Nothing, or what the judge says."""
    try:
        judge(link, steps)
    except AssertionError as wrong:
        return str(wrong) or "wrong"
    return ""


def judge(link: Link, steps) -> None:
    """Two screens take these steps. Raises: AssertionError where an answered save is lost or kept twice, or somebody
    signs other words than they saw."""
    one = link.taken()
    whole(one, link.spec)
    screens = {"sam": Screen(Consultation.objects.get(pk=one.pk), link.sam),
               "spec": Screen(Consultation.objects.get(pk=one.pk), link.spec)}  # fmt: skip
    accepted: list[tuple[str, str]] = []
    for n, (who, deed, kind, is_dropped) in enumerate(steps):
        screen = screens[who]
        if deed == "look":
            screen.look()
        elif deed in {"take", "go"}:
            with suppress(Conflict):
                (actions.take_up if deed == "take" else actions.let_go)(consultation=one, kind=kind, by=screen.user)
        elif deed == "save":
            if (kept := screen.save(kind, f"{who} {n}", is_dropped)) is not None:
                accepted.append((kind, kept))
        elif (saw := screen.sign()) is not None:
            advice = queries.advice_of(Consultation.objects.get(pk=one.pk))
            assert saw == "\n".join(part.words for part in advice.parts)

    kept = list(one.advice.order_by("edition"))
    assert [text.edition for text in kept] == list(range(1, len(kept) + 1))
    assert Counter(accepted) - Counter((text.kind, text.words) for text in kept) == Counter()
    assert len({(text.kind, text.words) for text in kept}) == len(kept)  # none is kept twice
    for text in kept:
        before = [other.number for other in kept if other.kind == text.kind and other.edition < text.edition]
        assert text.number == len(before) + 1
    now = Consultation.objects.get(pk=one.pk)
    signed = set(Signature.objects.filter(consultation=one, edition=now.edition).values_list("side", flat=True))
    assert (now.state == "agreed") == (signed == {"school", "specialist"})
