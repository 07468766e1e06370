"""Fast and closed: as the demo, with cheap passwords and mail kept in memory."""

from mhst.settings.base import *  # noqa: F403
from mhst.settings.base import DATABASES, INSTALLED_APPS, OUR_APPS
from mhst.settings.environment import ROOT

DEMO = False
# Tests open threads that end with their connection. Servers that they start have a pool.
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
INSTALLED_APPS = [*INSTALLED_APPS, "django_linear_migrations"]
FIRST_PARTY_APPS = OUR_APPS
MEDIA_ROOT = ROOT / "var" / "test" / "media"
