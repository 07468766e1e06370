"""A role as which figures are read, as long as a test's transaction."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from mhst.settings.environment import environment


@pytest.fixture
def role(monkeypatch: pytest.MonkeyPatch) -> str:
    """Made by the step that makes it at each start."""
    monkeypatch.setattr(environment, "reading_role", "figures_reader_of_a_test")
    if connection.vendor == "postgresql":
        call_command("grant_reading", stdout=io.StringIO())
    return environment.reading_role
