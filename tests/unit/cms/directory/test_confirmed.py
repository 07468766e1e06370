"""Nobody can have confirmed an entry tomorrow, and it would not be asked about for years."""

import datetime as dt
import json

import pytest
from django.core.management import CommandError, call_command

from cms.directory.models import Service
from mhst.core import clock

pytestmark = pytest.mark.django_db


def test_an_import_takes_no_day_that_lies_ahead(tmp_path, capsys):
    path = tmp_path / "theirs.json"
    own = {"id": "s1", "name": "Club", "status": "active", "email": "a@example.invalid"}
    own |= {"organization": {"id": "o1", "name": "Org"}}
    tomorrow = clock.today() + dt.timedelta(days=1)
    path.write_text(json.dumps({"contents": [own | {"assured_date": tomorrow.isoformat()}]}))
    with pytest.raises(CommandError, match="1 could not be read"):
        call_command("import_directory", path)
    assert "entry 1: confirmed_on: The confirmation cannot lie ahead." in capsys.readouterr().err

    path.write_text(json.dumps({"contents": [own | {"assured_date": clock.today().isoformat()}]}))
    call_command("import_directory", path)
    assert Service.objects.get().confirmed_on == clock.today()
