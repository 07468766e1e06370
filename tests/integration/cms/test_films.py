"""Sound and film go out in parts, as phones ask for them."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model

pytestmark = pytest.mark.django_db
PARTS = [
    ("bytes=0-3", 206, "bytes 0-3/10", b"0123"),
    ("bytes=8-", 206, "bytes 8-9/10", b"89"),
    ("bytes=-3", 206, "bytes 7-9/10", b"789"),
    ("bytes=4-99", 206, "bytes 4-9/10", b"456789"),
    ("bytes=10-", 416, "bytes */10", b""),
    ("bytes=0-1,4-5", 200, None, b"0123456789"),
    ("", 200, None, b"0123456789"),
]


def test_whoever_asks_for_a_part_gets_that_part(client: Client, settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    film = get_document_model()(title="Film")
    film.file.save("film.webm", ContentFile(b"0123456789"))
    film.save()

    got = []
    for asked, *_ in PARTS:
        answer = client.get(film.url, headers={"Range": asked})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        got.append((asked, answer.status_code, answer.headers.get("Content-Range"), body))
        assert int(answer.headers.get("Content-Length", len(body))) == len(body)
    assert got == PARTS
