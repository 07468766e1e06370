"""What every way of running shares. Values a deployer may change come from `environment`."""

from mhst.settings.accounts import *  # noqa: F403
from mhst.settings.database import caches_from, channel_layers_from, database_from
from mhst.settings.email import email_from
from mhst.settings.environment import ROOT, environment

SECRET_KEY = environment.secret_key.get_secret_value()
DEBUG = environment.debug
ALLOWED_HOSTS = environment.hosts

OUR_APPS = [
    "mhst.core",
    "mhst.audit",
    "mhst.places",
    "mhst.access",
    "mhst.people",
    "sessions_app",
    "realtime",
    "school_link",
    "mhst.community",
    "mhst.community.prescribing",
    "mhst.community.staff_support",
    "mhst.reporting",
    "cms",
    "cms.directory",
    "cms.posts",
]
INSTALLED_APPS = [
    "daphne",
    "channels",
    *OUR_APPS,
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "mhst.access.system_app.SystemPages",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "mhst.core.middleware.HeadersAloneForHead",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mhst.core.middleware.MoreHeaders",
    "mhst.core.middleware.PolicyByPath",
    "cms.middleware.HelpWhateverHappens",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "mhst.access.middleware.SessionLimits",
    "mhst.access.middleware.SignInFirst",
    "mhst.core.middleware.DomainErrors",
    "cms.middleware.RefusedInTheEditor",
    "cms.middleware.RedirectsOfPages",
    "cms.middleware.FilesInParts",
]

ROOT_URLCONF = "mhst.urls"
ASGI_APPLICATION = "mhst.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "wagtail.contrib.settings.context_processors.settings",
                "mhst.core.context.page",
            ],
        },
    }
]
FORM_RENDERER = "mhst.core.forms.NhsRenderer"

DATABASES = {"default": database_from(environment.database_url, environment.database_connections)}
CACHES = {"default": caches_from(environment.redis_url)}
CHANNEL_LAYERS = {"default": channel_layers_from(environment.redis_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

globals().update(email_from(environment.email_url))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.email_from

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

LANGUAGE_CODE = "en-gb"
#: Of public pages; what staff use is English. The first stands at /, others at /cy/ and so on.
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [ROOT / "cms" / "locale"]
TIME_ZONE = "Europe/London"  # what people see; the database keeps UTC
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "var" / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = ROOT / "var" / "media"

WAGTAIL_SITE_NAME = environment.service_name
WAGTAILADMIN_BASE_URL = environment.base_url
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en-gb", "English (UK)")]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "english"}}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nothing on our pages comes from another host
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 24_000_000
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "docx", "mp3", "m4a", "mp4", "webm", "vtt"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
