"""The models and the database say the same, and every migration has a name somebody gave it."""

import io
import re

import pytest
from django.core.management import call_command

from tests.architecture.house import ROOMS, ROOT, named

NUMBERED = re.compile(r"\d{4}_[a-z][a-z0-9_]+")


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = io.StringIO()

    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1, stdout=said)

    assert said.getvalue() == "No changes detected\n"


def test_every_migration_has_a_number_and_a_name() -> None:
    found = [path for room in ROOMS for path in (ROOT / room).rglob("migrations/[0-9]*.py")]

    assert {named(path) for path in found if "_auto_" in path.stem or not NUMBERED.fullmatch(path.stem)} == set()
    assert len(found) >= 8
