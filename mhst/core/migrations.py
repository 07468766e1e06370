"""Operations of our migrations that Django does not have."""

from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.state import ProjectState


class Together(Operation):
    """Tables made one after another, and what Django knows of all models worked out once for all of them.

    It works that out anew for each `CreateModel`, and for every model that is related to it: with some 200 models in
    one web a new database takes twice as long. The statements are the same.
    """

    def __init__(self, *tables: CreateModel) -> None:
        self.tables = tables

    def deconstruct(self) -> tuple[str, tuple[CreateModel, ...], dict[str, Any]]:
        return self.__class__.__name__, self.tables, {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        apps = state.__dict__.pop("apps", None)  # known only where somebody has asked
        for table in self.tables:
            table.state_forwards(app_label, state)
        if apps is not None:
            state.__dict__["apps"] = apps
            state.reload_models([(app_label, table.name_lower) for table in self.tables], delay=False)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(table.describe() for table in self.tables)
