"""The icon that browsers ask for on pages that name none, such as those of Django's admin."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """The same as on every other page."""
    return redirect(static("build/images/favicon.svg"))
