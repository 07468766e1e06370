"""What Django would mail or show of an error: as little as is logged of it.

Its own reports hold the form that was sent, the variables of each function and what the error said, all of which can be
what a young person wrote; marking each variable that is would be forgotten once.
"""

from html import escape

from django.views.debug import ExceptionReporter

from mhst.core.logs import traced


class DiscreetReporter(ExceptionReporter):
    """Its kind, what it came of, and the places that it came through."""

    def get_traceback_text(self) -> str:
        error = self.exc_value
        return "\n".join(traced(error)) if isinstance(error, BaseException) else ""

    def get_traceback_html(self) -> str:
        return f"<!doctype html><title>An error</title><pre>{escape(self.get_traceback_text())}</pre>"
