"""Entries on paper: one A5 page each, to take away."""

from collections.abc import Sequence

from cms.directory.models import Service
from mhst.core.pdf import render_pdf

#: More than so many nobody carries.
MOST = 20


def sheet_pdf(services: Sequence[Service]) -> bytes:
    title = services[0].name if len(services) == 1 else "Places that can help"
    return render_pdf("pdf/directory.html", {"services": services}, title=title)
