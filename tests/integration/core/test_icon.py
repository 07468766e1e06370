import pytest
from django.test import Client

from mhst.settings.environment import ROOT


@pytest.mark.django_db
def test_a_browser_that_asks_for_an_icon_is_led_to_ours(client: Client) -> None:
    answer = client.get("/favicon.ico")

    assert (answer.status_code, answer["Location"]) == (302, "/static/build/images/favicon.svg")
    assert (ROOT / "mhst/core/static_src/icons/favicon.svg").exists()
