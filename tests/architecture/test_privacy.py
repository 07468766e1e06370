"""Every field says how private it is; what is written about a person's health is encrypted and audited."""

import pytest
from django.contrib import admin
from django.db import models
from wagtail.snippets.models import get_snippet_models

from mhst.audit.models import Recorded
from mhst.core.crypto import EncryptedTextField
from mhst.core.crypto.envelope import EnvelopeField
from mhst.core.privacy import privacy_of
from mhst.people.models import YoungPerson
from tests.architecture.house import our_models

#: Not recorded one by one, and why.
UNRECORDED = {
    "BookingDraft": "nobody but its owner sees it, and booking it records everything",
    "ConcernDraft": "nobody but its owner sees it, and raising it records everything",
}


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_every_field_is_classified(model: type[models.Model]) -> None:
    levels = privacy_of(model)

    names = {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    assert set(levels) == names
    assert set(levels.values()) <= {"public", "personal", "clinical"}


def _clinical_free_text() -> list[models.Field]:
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
    return [
        field
        for model in our_models()
        for field in model._meta.concrete_fields
        if privacy_of(model)[field.name] == "clinical" and isinstance(field, kinds) and not field.choices
    ]


def test_there_is_clinical_free_text_to_look_at() -> None:
    assert len(_clinical_free_text()) >= 4


@pytest.mark.parametrize("field", _clinical_free_text(), ids=str)
def test_clinical_free_text_is_encrypted(field: models.Field) -> None:
    assert isinstance(field, EncryptedTextField | EnvelopeField)


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_what_points_at_a_young_person_is_recorded(model: type[models.Model]) -> None:
    points = any(field.related_model is YoungPerson for field in model._meta.get_fields() if not field.auto_created)

    assert not points or issubclass(model, Recorded) or model.__name__ in UNRECORDED


@pytest.mark.parametrize("model", [m for m in our_models() if issubclass(m, Recorded)], ids=lambda m: m.__name__)
def test_a_row_about_a_young_person_says_so_in_the_audit(model: type[models.Model]) -> None:
    points = [field.name for field in model._meta.concrete_fields if field.related_model is YoungPerson]

    told = (model.audit_person_id, model.audit_person_ids) != (Recorded.audit_person_id, Recorded.audit_person_ids)
    assert told or not points


def test_no_record_can_be_edited_in_an_admin() -> None:
    """Both admins write round the actions, and would show what is encrypted."""
    shown = [model for model in (*admin.site._registry, *get_snippet_models()) if not model._meta.abstract]
    private = [model for model in shown if issubclass(model, Recorded) and _is_private(model)]
    sealed = [model for model in shown if any(isinstance(f, EncryptedTextField) for f in model._meta.fields)]

    assert [*private, *sealed] == []


def _is_private(model: type[models.Model]) -> bool:
    return bool({"personal", "clinical"} & set(privacy_of(model).values()))
