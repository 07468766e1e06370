"""One process, one SQLite file, invented people: `make demo`."""

from mhst.settings.base import *  # noqa: F403
from mhst.settings.base import INSTALLED_APPS, OUR_APPS, SILENCED_SYSTEM_CHECKS

DEMO = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# Static files straight from where they are built: no collecting before the first start.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0

# `makemigrations` keeps each app's migrations in one line.
INSTALLED_APPS = [*INSTALLED_APPS, "mhst.demo", "django_linear_migrations"]
FIRST_PARTY_APPS = OUR_APPS

# Nobody has rung the demo's help numbers; a real service is warned until somebody has.
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "cms.W001"]
