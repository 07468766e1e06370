"""Text that the database holds sealed for its row, and Python reads as text."""

import copy
import pickle
import uuid
from typing import Any

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, models
from django.forms import modelform_factory
from django.test.utils import isolate_apps

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.crypto import CannotOpen, EncryptedTextField, Sealed, ring
from mhst.core.records import Record
from mhst.people.models import YoungPerson
from tests.factories.people import YoungPersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

WORDS = "Signs, and reads lips. Zoë 🙂"


@pytest.fixture
def person() -> YoungPerson:
    return YoungPersonFactory(communication_needs=WORDS)


@pytest.fixture
def act() -> Any:
    return recording.acting(by=SYSTEM, verb="test.act")


def _again(person: YoungPerson) -> YoungPerson:
    return YoungPerson.objects.get(pk=person.pk)


def _stored(person: YoungPerson) -> bytes:
    [value] = YoungPerson.objects.filter(pk=person.pk).values_list("communication_needs", flat=True)
    return value.value


def _move(column: str, source: YoungPerson, target: YoungPerson) -> None:
    """Copy a stored value to another row, round everything."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE people_youngperson SET {column} = "  # noqa: S608
            "(SELECT communication_needs FROM people_youngperson WHERE id = %s) WHERE id = %s",
            [YoungPerson._meta.pk.get_db_prep_value(row.pk, connection) for row in (source, target)],
        )


class TestAtRest:
    def test_the_object_has_the_text_and_the_database_has_not(self, person: YoungPerson) -> None:
        assert _again(person).communication_needs == WORDS
        assert b"lips" not in _stored(person)

    def test_the_database_holds_bytes_only(self, person: YoungPerson) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT communication_needs FROM people_youngperson")
            [[raw]] = cursor.fetchall()

        assert ring().open(bytes(raw), about=f"people_youngperson.communication_needs.{person.pk}").decode() == WORDS

    @pytest.mark.parametrize("text", ["", "x", "🙂" * 2000, "line\nline\x00end"])
    def test_any_text_comes_back(self, text: str) -> None:
        assert _again(YoungPersonFactory(communication_needs=text)).communication_needs == text

    def test_nothing_is_nothing(self) -> None:
        person = YoungPersonFactory(communication_needs=None)

        assert _again(person).communication_needs is None
        assert YoungPerson.objects.filter(communication_needs__isnull=True).get() == person

    def test_a_value_copied_to_another_row_does_not_open(self, person: YoungPerson) -> None:
        other = YoungPersonFactory()
        _move("communication_needs", person, other)

        with pytest.raises(CannotOpen, match="altered or belongs to another place"):
            _ = _again(other).communication_needs

    def test_a_value_copied_to_another_column_does_not_open(self, person: YoungPerson) -> None:
        _move("nhs_number", person, person)

        with pytest.raises(CannotOpen):
            _ = _again(person).nhs_number

    def test_a_row_that_does_not_open_can_be_listed_and_mended(self, person: YoungPerson, act: Any) -> None:
        other = YoungPersonFactory()
        _move("communication_needs", person, other)
        broken = _again(other)

        assert str(broken)
        with act:
            broken.given_name = "Still here"
            broken.save()

        assert _again(other).given_name == "Still here"


class TestReading:
    def test_a_list_that_does_not_show_it_opens_nothing(self, person: YoungPerson) -> None:
        [read] = list(YoungPerson.objects.all())

        assert isinstance(read.__dict__["communication_needs"], Sealed)

    def test_values_give_what_is_sealed_and_show_nothing(self, person: YoungPerson) -> None:
        [row] = YoungPerson.objects.values("communication_needs")

        assert str(row["communication_needs"]) == repr(row["communication_needs"]) == "<sealed>"

    def test_a_deferred_field_is_read_when_it_is_asked_for(self, person: YoungPerson) -> None:
        for read in (YoungPerson.objects.defer("communication_needs").get(), YoungPerson.objects.only("id").get()):
            assert "communication_needs" not in read.__dict__
            assert read.communication_needs == WORDS

    def test_refreshing_reads_it_again(self, person: YoungPerson) -> None:
        person.communication_needs = "something else"
        person.refresh_from_db()

        assert person.communication_needs == WORDS

    @pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda row: pickle.loads(pickle.dumps(row))])  # noqa: S301
    def test_a_copy_reads_the_same(self, person: YoungPerson, again: Any) -> None:
        assert again(_again(person)).communication_needs == WORDS

    def test_a_pickled_row_holds_no_text(self, person: YoungPerson) -> None:
        assert b"lips" not in pickle.dumps(_again(person))

    def test_the_class_shows_the_field(self) -> None:
        assert YoungPerson.communication_needs.field.name == "communication_needs"


class TestWriting:
    def test_the_text_stays_on_the_object_that_was_saved(self, person: YoungPerson) -> None:
        assert person.communication_needs == WORDS

    def test_a_change_is_sealed_anew(self, person: YoungPerson, act: Any) -> None:
        before, read = _stored(person), _again(person)

        with act:
            read.communication_needs = "Other words"
            read.save()

        assert _stored(person) != before
        assert _again(person).communication_needs == "Other words"

    def test_saving_another_field_leaves_the_seal_as_it_is(self, person: YoungPerson, act: Any) -> None:
        before, read = _stored(person), _again(person)

        with act:
            read.given_name = "Another"
            read.save()

        assert _stored(person) == before

    def test_many_at_once_are_sealed_each_for_its_row(self, person: YoungPerson, act: Any) -> None:
        with act:
            YoungPerson.objects.bulk_create(
                YoungPerson(
                    given_name=f"G{n}", family_name="F", birth_date=person.birth_date, school=person.school,
                    communication_needs=f"words {n}",
                )
                for n in range(3)
            )  # fmt: skip

        made = YoungPerson.objects.filter(family_name="F").order_by("given_name")
        assert [row.communication_needs for row in made] == ["words 0", "words 1", "words 2"]

    def test_update_cannot_seal(self, person: YoungPerson, act: Any) -> None:
        with pytest.raises(FieldError, match="only save"), act:
            YoungPerson.objects.update(communication_needs="words")

    def test_bulk_update_cannot_seal(self, person: YoungPerson, act: Any) -> None:
        with pytest.raises(FieldError, match="only save"), act:
            YoungPerson.objects.bulk_update([person], ["communication_needs"])

    def test_update_can_empty_it(self, person: YoungPerson, act: Any) -> None:
        with act:
            YoungPerson.objects.update(communication_needs=None)

        assert _again(person).communication_needs is None

    def test_a_new_row_takes_no_seal_of_another(self, person: YoungPerson, act: Any) -> None:
        double = _again(person)
        double.pk, double._state.adding = uuid.uuid4(), True

        with pytest.raises(FieldError, match="sealed for another row; give the new row its text"), act:
            double.save()

    def test_a_seal_can_be_written_back_to_its_own_row(self, person: YoungPerson, act: Any) -> None:
        read = _again(person)

        with act:
            read.save(update_fields=["communication_needs"])

        assert _again(person).communication_needs == WORDS

    def test_it_cannot_be_searched(self, person: YoungPerson) -> None:
        with pytest.raises(FieldError, match="cannot be searched"):
            YoungPerson.objects.filter(communication_needs="words").exists()
        with pytest.raises(FieldError, match="Unsupported lookup"):
            YoungPerson.objects.filter(communication_needs__icontains="words").exists()


class TestForms:
    @pytest.fixture
    def form(self) -> Any:
        return modelform_factory(YoungPerson, fields=["communication_needs"])

    def test_a_form_shows_and_takes_text(self, form: Any, person: YoungPerson) -> None:
        filled = form({"communication_needs": "Typed, not base64 🙂"}, instance=_again(person))

        assert WORDS.partition(" ")[0] in str(form(instance=_again(person)))
        assert filled.is_valid()
        assert filled.instance.communication_needs == "Typed, not base64 🙂"

    def test_it_is_typed_in_a_large_box(self, form: Any) -> None:
        assert isinstance(form().fields["communication_needs"], forms.CharField)
        assert isinstance(form().fields["communication_needs"].widget, forms.Textarea)

    def test_an_empty_box_is_nothing(self, form: Any, person: YoungPerson) -> None:
        filled = form({"communication_needs": "  "}, instance=person)

        assert filled.is_valid()
        assert filled.instance.communication_needs is None


class TestDeclaring:
    def test_it_is_not_serialised(self, person: YoungPerson) -> None:
        with pytest.raises(FieldError, match="is encrypted and is not serialised"):
            serializers.serialize("json", [person])

    @isolate_apps("mhst.core")
    def test_one_that_may_not_be_empty(self) -> None:
        class Note(Record):
            text = EncryptedTextField()

            class Meta:
                app_label = "core"

        field = Note._meta.get_field("text")
        assert Note().text == ""
        assert field.formfield().empty_value == ""
        assert field.check() == []
        assert field.to_python(None) is None

    @isolate_apps("mhst.core")
    def test_a_row_whose_number_the_database_chooses_cannot_have_one(self) -> None:
        class Note(models.Model):
            text = EncryptedTextField(default="")

            class Meta:
                app_label = "core"

        field = Note._meta.get_field("text")
        assert ["needs a row id" in error.msg for error in field.check()][-1]
        with pytest.raises(FieldError, match="needs a row id before it can be sealed"):
            field.pre_save(Note(text="words"), add=True)

    def test_migrations_name_it_by_its_short_path(self) -> None:
        name, path, _, kwargs = EncryptedTextField(null=True).deconstruct()

        assert (name, path) == (None, "mhst.core.crypto.EncryptedTextField")
        assert kwargs == {"blank": True, "null": True, "editable": True}
