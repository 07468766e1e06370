from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations import CreateModel, Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from mhst.core.migrations import Together

TABLES = [
    CreateModel("Wood", [("id", models.BigAutoField(primary_key=True))]),
    CreateModel(
        "Tree",
        [("id", models.BigAutoField(primary_key=True)), ("wood", models.ForeignKey("trees.wood", models.CASCADE))],
    ),
]


def known(state: ProjectState) -> set[str]:
    """What Django knows of the trees, with what each points to: of one registry, or it is worth nothing."""
    found = state.apps.get_app_config("trees").get_models()
    return {f"{one.__name__} {[to.__name__ for to in state.apps.get_models() if to in _targets(one)]}" for one in found}


def _targets(model: type[models.Model]) -> list[Any]:
    return [field.related_model for field in model._meta.get_fields() if field.is_relation]


def applied(*operations: Operation, asked_before: bool = False) -> ProjectState:
    state = ProjectState()
    if asked_before:
        assert list(state.apps.get_models()) == []
    for operation in operations:
        operation.state_forwards("trees", state)
    return state


@pytest.mark.parametrize("asked_before", [True, False])
def test_what_is_known_afterwards_is_the_same_as_one_by_one(asked_before):
    together = applied(Together(*TABLES), asked_before=asked_before)

    assert together == applied(*TABLES)
    assert known(together) == known(applied(*TABLES)) == {"Tree ['Wood']", "Wood ['Tree']"}


def written(act: Callable[[Migration, ProjectState, Any], Any], *operations: Operation) -> list[str]:
    migration = Migration("0001_trees", "trees")
    migration.operations = list(operations)
    editor = connection.schema_editor(collect_sql=True, atomic=False)
    editor.deferred_sql = []  # as on entering, which SQLite refuses inside of a test's transaction
    act(migration, ProjectState(), editor)
    return [line for line in [*editor.collected_sql, *map(str, editor.deferred_sql)] if not line.startswith("--")]


@pytest.mark.parametrize("act", [Migration.apply, Migration.unapply])
def test_the_statements_are_the_same(act, db):
    assert written(act, Together(*TABLES)) == written(act, *TABLES) != []


def test_says_what_it_makes():
    assert Together(*TABLES).describe() == "Create model Wood; Create model Tree"
