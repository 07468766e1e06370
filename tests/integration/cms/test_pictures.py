from pathlib import Path

import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_picture_of_a_page_is_for_anybody_and_nothing_beside_it_is(client: Client, settings, tmp_path: Path):
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "oak.png").write_bytes(b"oak")
    (tmp_path / "help-now.html").write_text("kept beside")
    settings.MEDIA_ROOT = tmp_path
    answer = client.get("/media/images/oak.png")

    assert (answer.status_code, b"".join(answer.streaming_content), answer["Content-Type"]) == (
        200,
        b"oak",
        "image/png",
    )
    assert answer["Cache-Control"] == "public, max-age=86400"
    for address in ("/media/help-now.html", "/media/images/../help-now.html", "/media/images/"):
        assert client.get(address).status_code != 200
