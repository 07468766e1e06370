"""Staff support stands alone: nothing points to it, it points to nobody but its own workers, and the audit is mute."""

import pytest
from django.contrib import admin
from django.db import models
from wagtail.search.index import get_indexed_models

from mhst.access.models import User
from mhst.audit.models import Recorded
from mhst.community.staff_support.models import Apart
from mhst.core.crypto import EncryptedTextField
from mhst.places.models import Organisation, Team
from tests.architecture.house import ROOT, named, our_files, our_models

HERE = "staff_support"
OURS = [model for model in our_models() if model._meta.app_label == HERE]
#: The accounts that may stand in it: those who answer, never somebody who asks.
WORKERS = {"worker", "user"}
#: Who may name it: what puts the house together, and the invented world.
NAMED_IN = ("mhst/urls.py", "mhst/settings/", "mhst/demo/", "mhst/community/staff_support/")


def _points(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.get_fields() if field.is_relation and not field.auto_created]


def test_there_is_a_partition_to_look_at() -> None:
    assert len(OURS) == 9


def test_no_other_table_points_to_it() -> None:
    others = [model for model in our_models() if model._meta.app_label != HERE]

    assert {str(f) for model in others for f in _points(model) if f.related_model in OURS} == set()


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_it_points_to_nobody_but_those_who_answer(model: type[models.Model]) -> None:
    away = [field for field in _points(model) if field.related_model not in OURS]

    assert {field.related_model for field in away} <= {User, Team, Organisation}
    assert {field.name for field in away if field.related_model is User} <= WORKERS
    assert [field.name for field in away if not field.remote_field.hidden] == []  # no way back from there


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_its_words_have_a_key_ring_of_their_own_and_the_audit_keeps_none(model: type[models.Model]) -> None:
    sealed = [field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]

    assert issubclass(model, Apart)
    assert model.is_apart
    assert {field.ring_name for field in sealed} <= {"staff"}
    assert model.audit_person_ids is Recorded.audit_person_ids


def test_nothing_else_is_sealed_by_its_ring() -> None:
    fields = [field for model in our_models() for field in model._meta.concrete_fields]
    sealed = [f for f in fields if isinstance(f, EncryptedTextField) and f.ring_name == "staff"]

    assert {field.model for field in sealed} < set(OURS)


def test_it_is_in_no_search_and_no_admin() -> None:
    assert set(OURS) & {*get_indexed_models(), *admin.site._registry} == set()


def test_no_other_part_of_the_house_names_it() -> None:
    files = [path for path in our_files() if f"community.{HERE}" in path.read_text(encoding="utf-8")]

    assert {named(path) for path in files if not named(path).startswith(NAMED_IN)} == set()
    assert (ROOT / "docs/staff-support.md").exists()
