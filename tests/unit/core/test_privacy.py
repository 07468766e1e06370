"""What `class Privacy` must say; `tests/architecture` holds every model to it."""

import pytest
from django.db import models

from mhst.core.privacy import privacy_of
from mhst.core.records import Record
from mhst.people.models import WorkingHours, YoungPerson
from mhst.places.models import Team


def _model(privacy: type | None) -> type[models.Model]:
    class Meta:
        app_label = "core"
        abstract = False

    body = {"__module__": __name__, "Meta": Meta, "note": models.TextField(), "name": models.TextField()}
    if privacy:
        body["Privacy"] = privacy
    made = type(f"Made{id(privacy)}", (Record,), body)
    made._meta.apps.all_models["core"].pop(made._meta.model_name, None)
    return made  # type: ignore[return-value]


def test_each_field_has_its_level() -> None:
    levels = privacy_of(YoungPerson)

    assert (levels["given_name"], levels["communication_needs"], levels["id"]) == ("personal", "clinical", "public")


def test_what_every_record_has_needs_no_word() -> None:
    class Privacy:
        public = ["name"]
        clinical = ["note"]

    assert privacy_of(_model(Privacy)) == {
        "id": "public",
        "created_at": "public",
        "name": "public",
        "note": "clinical",
    }


def test_a_many_to_many_field_is_named_too() -> None:
    assert privacy_of(Team)["employers"] == "public"


def test_a_parent_class_speaks_for_its_fields() -> None:
    assert privacy_of(WorkingHours)["weekday"] == "public"
    assert privacy_of(WorkingHours)["practitioner"] == "public"


def test_a_field_nobody_named_is_an_error() -> None:
    class Privacy:
        public = ["name"]

    with pytest.raises(LookupError, match="must name each field once; look at: note"):
        privacy_of(_model(Privacy))


def test_a_model_without_a_declaration_is_an_error() -> None:
    with pytest.raises(LookupError, match="look at: name, note"):
        privacy_of(_model(None))


def test_a_name_that_is_no_field_is_an_error() -> None:
    class Privacy:
        public = ["name", "note", "nme"]

    with pytest.raises(LookupError, match="look at: nme"):
        privacy_of(_model(Privacy))


def test_two_levels_for_one_field_are_an_error() -> None:
    class Privacy:
        public = ["name", "note"]
        clinical = ["note"]

    with pytest.raises(LookupError, match="note is declared public and clinical"):
        privacy_of(_model(Privacy))
