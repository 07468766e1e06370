import uuid

import pytest
from django.http import QueryDict

from sessions_app.forms.concern import LONGEST, Add, Close, Raise, Slip
from tests.factories import SchoolFactory, YoungPersonFactory
from tests.forms import WalkedForm

SLIP = Slip("u", str(uuid.uuid4()))
WORDS = {"own_words": "He locks the door.", "action_taken": "Told Mrs Reed.", "reason": "Afraid to go home."}


class TestRaise(WalkedForm):
    needs_database = True

    @pytest.fixture(autouse=True)
    def _place(self, db: None) -> None:
        self.school = SchoolFactory()
        self.data = {"about": "Sam in 8B", "school": self.school.pk, "is_immediate": "no", "slip": "s", **WORDS}

    def make(self, data: QueryDict | None) -> Raise:
        return Raise(data, person=None, schools=[self.school, SchoolFactory()])

    def test_what_was_typed_is_there_however_little_it_is(self) -> None:
        form = self.make(QueryDict("own_words=He+lo"))
        assert form.typed() == {
            "own_words": "He lo", "action_taken": "", "reason": "", "young_person": None, "about": "", "school": None,
            "is_immediate": None,
        }  # fmt: skip

    def test_about_somebody_on_record_neither_name_nor_school_is_asked(self) -> None:
        person = YoungPersonFactory()
        form = Raise({"is_immediate": "yes", "slip": "s", **WORDS}, person=person, schools=[])
        assert form.is_valid()
        assert form.sent() == {"is_immediate": True, "young_person": person, "school": person.school, **WORDS}

    def test_one_school_is_no_choice(self) -> None:
        form = Raise(None, person=None, schools=[self.school])
        assert form.fields["school"].choices == [(str(self.school.pk), self.school.name)]

    def test_the_longest_is_kept_and_refused(self) -> None:
        form = self.make(QueryDict(f"own_words={'x' * (LONGEST + 1)}"))
        assert len(form.typed()["own_words"]) == LONGEST
        assert form.errors["own_words"] == [
            f"What did they say, or what did you see? must be {LONGEST} characters or fewer"
        ]


class TestAdd(WalkedForm):
    data = {"kind": "note", "words": "Her mother came."}

    def make(self, data: QueryDict | None) -> Add:
        return Add(data, kinds=["note", "correction"])


class TestClose(WalkedForm):
    form = Close
    data = {"outcome": "With an aunt.", "why": "Social care has it."}


class TestSlip:
    def test_comes_back_as_it_was_signed(self) -> None:
        assert Slip.read(SLIP.signed()) == SLIP

    @pytest.mark.parametrize("text", ["", "nonsense", SLIP.signed()[:-1] + "!"])
    def test_anything_else_is_nothing(self, text: str) -> None:
        assert Slip.read(text) is None

    def test_is_good_for_a_week(self, time_machine) -> None:
        time_machine.move_to("2026-09-14T08:00:00Z")
        signed = SLIP.signed()
        time_machine.move_to("2026-09-21T07:59:00Z")
        assert Slip.read(signed) == SLIP
        time_machine.move_to("2026-09-21T08:01:00Z")
        assert Slip.read(signed) is None
