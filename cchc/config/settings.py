"""One settings file, driven by the environment; docs/operations.md lists every variable.

`CCHC_ENV`: production (default) | demo | test. Production refuses to start with a default secret or debug on.
"""

import os
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
ENV = os.environ.get("CCHC_ENV", "production")
if ENV not in {"production", "demo", "test"}:
    raise ImproperlyConfigured(f"CCHC_ENV={ENV}: choose production, demo or test")
IS_PRODUCTION = ENV == "production"


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, str(default)).lower() in {"1", "true", "yes", "on"}


VAR_DIR = Path(os.environ.get("CCHC_VAR", BASE_DIR / "var"))
DEBUG = _flag("CCHC_DEBUG", False)
SECRET_KEY = os.environ.get("CCHC_SECRET_KEY", "")
if not SECRET_KEY and ENV == "demo" and (VAR_DIR / "secret-key").exists():
    SECRET_KEY = (VAR_DIR / "secret-key").read_text().strip()
if not SECRET_KEY and ENV == "test":
    SECRET_KEY = "only-for-tests"  # noqa: S105  the test environment serves nobody
if not SECRET_KEY:
    raise ImproperlyConfigured("CCHC_SECRET_KEY is not set (`make run` makes one for the demo)")
if IS_PRODUCTION and (DEBUG or len(SECRET_KEY) < 40 or SECRET_KEY == "only-for-tests"):  # noqa: S105
    raise ImproperlyConfigured("Production needs a secret of 40 characters or more and no debug")

CCHC_TODAY = None
if os.environ.get("CCHC_TODAY") and not IS_PRODUCTION:
    CCHC_TODAY = date.fromisoformat(os.environ["CCHC_TODAY"])

ALLOWED_HOSTS = os.environ.get(
    "CCHC_HOSTS", "" if IS_PRODUCTION else "127.0.0.1,localhost,testserver"
).split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CCHC_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "cchc.core",
    "cchc.audit",
    "cchc.sheets",
    "cchc.orgs",
    "cchc.messages",
    "cchc.evidence",
    "cchc.documents",
    "cchc.periods",
    "cchc.plans",
    "cchc.tasks",
    "cchc.indicators",
    "cchc.reports",
    "cchc.dashboards",
    "cchc.backup",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cchc.core.middleware.CompressedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cchc.core.middleware.ClosedByDefault",
    "cchc.orgs.middleware.SecondFactorRequired",
    "cchc.core.middleware.DomainErrors",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cchc.config.urls"
WSGI_APPLICATION = "cchc.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cchc.core.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "cchc.core.templatetags.cchc"],
        },
    }
]


def _database() -> dict[str, object]:
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "cchc.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlparse(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # On solid-state disks a page read at random costs hardly more than the next one. PostgreSQL's own guess is of
        # turning disks: with it the overview of one agency reads the due dates of all (21 ms instead of 4 at 50).
        "OPTIONS": {"options": "-c random_page_cost=1.1"},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts: docs/permissions.md. Passwords by argon2; the sign-in lock-out counts in the database.
AUTH_USER_MODEL = "orgs.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if ENV == "test"
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "cchc.orgs.adapters.ClosedAccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
LOCKOUT_AFTER = int(os.environ.get("CCHC_LOCKOUT_AFTER", "5"))
# django-axes counts wrong passwords, this wrong codes of the second factor (orgs.adapters); a whole office may come in
# through one address at eight in the morning.
ACCOUNT_RATE_LIMITS = {"login_failed": f"{LOCKOUT_AFTER}/15m/key", "login": "300/m/ip"}
ACCOUNT_FORMS = {
    "login": "cchc.orgs.forms.account.LoginForm",
    "change_password": "cchc.orgs.forms.account.ChangePasswordForm",
    "reauthenticate": "cchc.orgs.forms.account.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "cchc.orgs.forms.account.AuthenticateForm",
    "reauthenticate": "cchc.orgs.forms.account.ReauthenticateCodeForm",
    "activate_totp": "cchc.orgs.forms.account.ActivateTOTPForm",
    "add_webauthn": "cchc.orgs.forms.account.AddPasskeyForm",
    "edit_webauthn": "cchc.orgs.forms.account.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "cchc.orgs.adapters.PasskeyAdapter"
REQUIRE_MFA = _flag("CCHC_REQUIRE_MFA", IS_PRODUCTION)
MFA_TOTP_ISSUER = "cchc"
SOCIALACCOUNT_ADAPTER = "cchc.orgs.sso.KnownPeopleOnly"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: the CSP lets no form lead to another origin
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False


def _names(listed: str) -> tuple[str, ...]:
    return tuple(listed.replace(",", " ").split())


# The province's identity provider (OpenID Connect), named by its issuer.
OIDC: dict[str, Any] | None = None
if os.environ.get("CCHC_OIDC_ISSUER"):
    OIDC = {
        "issuer": os.environ["CCHC_OIDC_ISSUER"],
        "client_id": os.environ.get("CCHC_OIDC_CLIENT", ""),
        "secret": os.environ.get("CCHC_OIDC_SECRET", ""),
        "name": os.environ.get("CCHC_OIDC_NAME", "tài khoản của tỉnh"),
        "acr": _names(os.environ.get("CCHC_OIDC_MFA_ACR", "")),
        "amr": _names(os.environ.get("CCHC_OIDC_MFA_AMR", "")),
    }
    if IS_PRODUCTION and not OIDC["issuer"].startswith("https://"):
        raise ImproperlyConfigured("CCHC_OIDC_ISSUER: the provider's address, https://...")
    if not OIDC["client_id"]:
        raise ImproperlyConfigured("CCHC_OIDC_CLIENT: the name under which the provider knows us")
AXES_FAILURE_LIMIT = LOCKOUT_AFTER
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "cchc.orgs.adapters.sign_in_name"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# Accounts that nobody used for so many days are locked, where an agency chose nothing else; 0: never.
IDLE_LOCK_DAYS = int(os.environ.get("CCHC_IDLE_LOCK_DAYS", "45"))
# A lost second factor is taken away by a link only so many hours after somebody asked for it.
FACTOR_RESET_HOURS = int(os.environ.get("CCHC_FACTOR_RESET_HOURS", "24"))

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = int(os.environ.get("CCHC_IDLE_MINUTES", "15" if IS_PRODUCTION else "480")) * 60
SESSION_SAVE_EVERY_REQUEST = False  # core.middleware renews the session at most once a minute
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SECURE_SSL_REDIRECT = IS_PRODUCTION and _flag("CCHC_HTTPS_REDIRECT", True)
SECURE_HSTS_SECONDS = 31536000 if IS_PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if _flag("CCHC_BEHIND_PROXY", False) else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "cchc.core.views.stale_form"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["cchc.core.formats"]
USE_THOUSAND_SEPARATOR = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
NODE_MODULES = BASE_DIR / "node_modules"
# Only the files that pages use leave node_modules: address below /static/ -> file.
PICKED_FILES = {
    "vendor/tabler.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/htmx.js": "htmx.org/dist/htmx.min.js",
    "vendor/tom-select.js": "tom-select/dist/js/tom-select.base.min.js",
    "vendor/tom-select.css": "tom-select/dist/css/tom-select.bootstrap5.min.css",
    "vendor/frappe-gantt.js": "frappe-gantt/dist/frappe-gantt.umd.js",
    "vendor/frappe-gantt.css": "frappe-gantt/dist/frappe-gantt.css",
    "vendor/inter-vietnamese.woff2": "@fontsource-variable/inter/files/inter-vietnamese-wght-normal.woff2",
    "vendor/inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "cchc.core.static_finder.PickedFiles",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENV == "test"
        else "cchc.core.static_storage.Storage"
    },
}
WHITENOISE_USE_FINDERS = ENV == "test"
ICONS_DIR = NODE_MODULES / "@tabler/icons/icons"
FONTS_DIR = NODE_MODULES / "@expo-google-fonts/tinos"

EVIDENCE_DIR = Path(os.environ.get("CCHC_EVIDENCE", VAR_DIR / "evidence"))
# Proof on S3-compatible storage instead of a folder: named by its bucket.
EVIDENCE_S3: dict[str, str] | None = None
if os.environ.get("CCHC_S3_BUCKET"):
    EVIDENCE_S3 = {
        "bucket": os.environ["CCHC_S3_BUCKET"],
        "endpoint": os.environ.get("CCHC_S3_ENDPOINT", ""),
        "key": os.environ.get("CCHC_S3_KEY", ""),
        "secret": os.environ.get("CCHC_S3_SECRET", ""),
        "region": os.environ.get("CCHC_S3_REGION", "us-east-1"),
    }
    if not EVIDENCE_S3["endpoint"].startswith(("https://", "http://")):
        raise ImproperlyConfigured("CCHC_S3_ENDPOINT: the address of the storage, https://...")
# The web address of the level above that takes reports, and the token it gave; none by default.
REPORTS_URL = os.environ.get("CCHC_REPORTS_URL", "")
REPORTS_TOKEN = os.environ.get("CCHC_REPORTS_TOKEN", "")
if REPORTS_URL and not REPORTS_URL.startswith(("https://", "http://127.0.0.1", "http://localhost")):
    raise ImproperlyConfigured("CCHC_REPORTS_URL: an address that begins with https://")
# Keys on tokens (PKCS#11) that sign reports: a TOML file that declares them; none by default.
SIGNING_KEYS = Path(os.environ["CCHC_SIGNING_KEYS"]) if "CCHC_SIGNING_KEYS" in os.environ else None
AUDIT_HEADS = Path(os.environ.get("CCHC_AUDIT_HEADS", VAR_DIR / "audit-heads.jsonl"))
BACKUP_PASSPHRASE = os.environ.get("CCHC_BACKUP_PASSPHRASE", "")
BACKUP_PASSPHRASE_FILE = os.environ.get("CCHC_BACKUP_PASSPHRASE_FILE", "")
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = [
    "cchc.core.uploads.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 400  # the forms of figures of a whole province at once

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if ENV == "test"
        else "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
        "ENQUEUE_ON_COMMIT": True,
    }
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
if ENV == "test":
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

STALE_PROGRESS_DAYS = int(os.environ.get("CCHC_STALE_PROGRESS_DAYS", "30"))
UNDO_HOURS = int(os.environ.get("CCHC_UNDO_HOURS", "24"))
DUE_SOON_DAYS = int(os.environ.get("CCHC_DUE_SOON_DAYS", "7"))

# The daily heads of the audit chains; best kept on another medium. None: below VAR_DIR.
AUDIT_HEADS_FILE = os.environ.get("CCHC_AUDIT_HEADS", "")

# Mail leaves by SMTP where a host is named; without one no mail is made and notices stay in the application.
EMAIL_HOST = os.environ.get("CCHC_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("CCHC_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("CCHC_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CCHC_MAIL_PASSWORD", "")
MAIL_SECURITY = os.environ.get("CCHC_MAIL_SECURITY", "none")
if MAIL_SECURITY not in {"none", "starttls", "tls"}:
    raise ImproperlyConfigured("CCHC_MAIL_SECURITY: choose none, starttls or tls")
EMAIL_USE_TLS = MAIL_SECURITY == "starttls"
EMAIL_USE_SSL = MAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("CCHC_MAIL_FROM", "cchc@localhost")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# Where people reach the product: links in mails begin with it.
BASE_URL = os.environ.get("CCHC_BASE_URL", "").rstrip("/")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("CCHC_LOG", "WARNING")},
}
SILENCED_SYSTEM_CHECKS = ["axes.W001"]
