"""A real service. Refuses to start when a default secret or a plain connection is left."""

from django.core.exceptions import ImproperlyConfigured

from mhst.settings.base import *  # noqa: F403
from mhst.settings.environment import environment
from mhst.settings.logs import logging_at
from mhst.settings.refusals import refusals

if found := refusals(environment):
    raise ImproperlyConfigured("\n".join(["The service does not start like this:", *(f"- {one}" for one in found)]))

DEMO = False

YEAR = 365 * 24 * 3600

# Only https. A proxy in front is believed about it only when the deployer says there is one.
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.trusted_proxies else None
SECURE_HSTS_SECONDS = YEAR
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

# `__Host-`: the browser itself refuses them from a subdomain, another path, or in the clear.
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Names that carry a hash of the content, so that browsers keep files for ever and never keep an old one.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING = logging_at(environment.log_level)
# Nothing mails reports; whoever adds what does sends nobody's words with them.
DEFAULT_EXCEPTION_REPORTER = "mhst.core.error_reports.DiscreetReporter"
