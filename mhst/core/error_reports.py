"""What Django would mail or show of an error: as little as is logged of it.

Its own reports hold the form that was sent, the variables of each function and what the error said, all of which can be
what a young person wrote; marking each variable that is would be forgotten once.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter

from mhst.core.logs import traced


class DiscreetReporter(ExceptionReporter):
    """Its kind, what it came of, and the places that it came through."""

    def get_traceback_text(self) -> SafeString:
        error = self.exc_value
        return SafeString("\n".join(traced(error)) if isinstance(error, BaseException) else "")

    def get_traceback_html(self) -> SafeString:
        return format_html("<!doctype html><title>An error</title><pre>{}</pre>", str(self.get_traceback_text()))
