import pytest
from django.core.management import CommandError, call_command

from mhst.access.enums import RoleName
from mhst.access.models import User

pytestmark = pytest.mark.django_db
NIA = ("nia@example.invalid", "Nia", "Okoro")


def test_it_makes_one_and_prints_the_link(capsys, client) -> None:
    call_command("create_administrator", *NIA)

    said = capsys.readouterr().out
    assert User.objects.get().roles == {RoleName.SYSTEM_ADMINISTRATOR}
    link = said.split("http://localhost:8000")[1].strip()
    assert b"Choose a password" in client.get(link, follow=True).content


def test_twice_is_refused_in_a_sentence() -> None:
    call_command("create_administrator", *NIA)
    with pytest.raises(CommandError, match="Nia Okoro already has this role there"):
        call_command("create_administrator", *NIA)
