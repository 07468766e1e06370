"""What every page knows without its view saying so."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from mhst.core import navigation
from mhst.settings.environment import environment


def page(request: HttpRequest) -> dict[str, Any]:
    """The service's name, the menu of the person who asks, and the ways out that every page has."""
    return ways_out() | {"navigation": SimpleLazyObject(partial(navigation.links_for, request))}


def ways_out() -> dict[str, Any]:
    """The same for everybody."""
    return {
        "service_name": environment.service_name,
        "service_phone": environment.service_phone,
        "is_demo": getattr(settings, "DEMO", False),
        "sign_in_url": reverse("account_login"),
        "account_url": reverse("access:account"),
        "session_url": reverse("access:session"),
        "exit_to": environment.exit_to,
        "help_now_url": "/help-now/",
    }
