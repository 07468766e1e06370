"""Signing in: who is believed, how often one may try, and which pages are open to everybody."""

from mhst.settings.environment import environment

AUTH_USER_MODEL = "access.User"
# guardian's own backend is left out: it knows nothing of the end dates of grants.
AUTHENTICATION_BACKENDS = ["mhst.access.backends.PasswordBackend"]
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
GUARDIAN_USER_OBJ_PERMS_MODEL = "access.Grant"
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "mhst.access.passwords.LongEnough"},
    {"NAME": "mhst.access.passwords.NotCommon"},
    {"NAME": "mhst.access.passwords.NotYourName"},
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60

LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
LOGOUT_REDIRECT_URL = "/"

#: Open to everybody, beside the views that say so themselves with Django's `login_not_required`.
PUBLIC_VIEWS = frozenset({
    "help_now", "picture", "offline", "service_worker",
    "exit", "search", "sitemap", "robots", "wagtail_serve", "wagtailimages_serve", "wagtaildocs_serve",
    "account_logout", "account_inactive", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done",
})  # fmt: skip
#: A feed's address is its key; the others hold nothing of anybody.
PUBLIC_PREFIXES = ("/calendar/", "/health/", "/design/", "/demo/")

SESSION_ENGINE = "mhst.access.session_store"
SESSION_COOKIE_AGE = environment.staff_session_hours * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

ALLAUTH_TRUSTED_PROXY_COUNT = environment.trusted_proxies

ACCOUNT_ADAPTER = "mhst.access.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_VERIFICATION = "none"  # the letter with the link shows that the address is theirs
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_USER_DISPLAY = str
ACCOUNT_FORMS = {
    "login": "mhst.access.forms.sign_in.SignInForm",
    "reset_password": "mhst.access.forms.password.ForgottenPasswordForm",
    "reset_password_from_key": "mhst.access.forms.password.ChoosePasswordForm",
    "change_password": "mhst.access.forms.password.ChangePasswordForm",
    "set_password": "mhst.access.forms.password.FirstPasswordForm",
    "reauthenticate": "mhst.access.forms.sign_in.PasswordAgainForm",
}
# By account, never by address: a whole school leaves by one. Floods are for the proxy in front to stop.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "10/15m/key",
    "reset_password": "5/15m/key",
    "reset_password_from_key": None,
    "change_password": "10/15m/user",
    "reauthenticate": "10/15m/user",
}

MFA_ADAPTER = "mhst.access.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a colleague's address was given by the manager who invited them
MFA_TOTP_TOLERANCE = 1  # a phone may be half a minute off; each code still works once
MFA_RATE_LIMITS = {"webauthn_login": None}  # nothing to guess, and sixty people behind one address
MFA_FORMS = {
    "authenticate": "mhst.access.forms.second_factor.CodeForm",
    "reauthenticate": "mhst.access.forms.second_factor.CodeAgainForm",
    "activate_totp": "mhst.access.forms.second_factor.FirstCodeForm",
    "add_webauthn": "mhst.access.forms.second_factor.AddPasskeyForm",
    "edit_webauthn": "mhst.access.forms.second_factor.NamePasskeyForm",
}
USERSESSIONS_ADAPTER = "mhst.access.adapters.UserSessionsAdapter"

# Accounts are kept in one place, not in the editor's own pages.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
