"""Settings, all from the environment that `./guitu` prepares; see docs/operating.md."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONCE

from guitu.kit.env import database_address, database_from_url, private_folder, secret_from_file

PACKAGE = Path(__file__).resolve().parent
VAR = Path(os.environ.get("GUITU_VAR", PACKAGE.parents[1] / "var"))
ROLE = os.environ.get("GUITU_ROLE", "app")  # app | owner | backup: the process decides, one alias
PATIENCE = "owner" if ROLE == "owner" else os.environ.get("GUITU_PATIENCE", "job")  # kit.patience; pages say "web"
DEMO = os.environ.get("GUITU_DEMO") == "1"
DEBUG = os.environ.get("GUITU_DEBUG") == "1"
KEYS = Path(os.environ.get("GUITU_KEYS", VAR / "keys.json"))
ANCHORS = Path(os.environ.get("GUITU_ANCHORS") or VAR / "anchors")  # signed heads of the ledger, outside the database

SECRET_KEY = secret_from_file(VAR / "secret-key")
ALLOWED_HOSTS = os.environ.get("GUITU_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("GUITU_ORIGINS", "").split(",") if o]
SECURE = os.environ.get("GUITU_HTTPS") == "1"
PROXIES = int(os.environ.get("GUITU_PROXIES", "0"))  # web servers of ours before this one; no header is believed else

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    "guitu.ledger",
    "guitu.lists",
    "guitu.grid",
    "guitu.approvals",
    "guitu.matters",
    "guitu.links",
    "guitu.people",
    "guitu.duties",
    "guitu.notices",
    "guitu.exports",
    "guitu.meter",
    "guitu.papers",
    "guitu.rulepacks",
    "guitu.systems",
    "guitu.settling",
    "guitu.tasks",
    "guitu.blocks",
    "guitu.rotation",
    "guitu.prevention",
    "guitu.importing",
    "guitu.casework",
    "guitu.inspection",
    "guitu.response",
    "guitu.portal",
    "guitu.handovers",
    "guitu.figures",
    "guitu.frame",
    "guitu",  # last: hands down what the others declare
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "guitu.kit.web.AnswerHeaders",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "guitu.kit.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "guitu.grid.session_store.LoginMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "guitu.middleware.ActingMiddleware",
]

ROOT_URLCONF = "guitu.urls"
WSGI_APPLICATION = "guitu.wsgi.application"
VARIABLE = "DATABASE_URL" if ROLE == "app" else f"DATABASE_{ROLE.upper()}_URL"  # or the same with _FILE
APP_ROLE = os.environ.get("GUITU_APP_ROLE", "guitu_app")
DATABASES = {"default": database_from_url(database_address(os.environ, VARIABLE))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "grid.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "guitu.grid.session_store"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-guitu" if SECURE else "guitu"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_NAME = "__Host-guitu-csrf" if SECURE else "guitu-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "guitu.grid.answers.form_too_old"
SECURE_REFERRER_POLICY = "same-origin"  # nothing to other sites; "no-referrer" makes browsers send Origin: null, and no form would pass
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
INSTANCE = os.environ.get("GUITU_INSTANCE", "")  # says on /healthz which server this is
SCALES = os.environ.get("GUITU_SCALES", "")  # the folder with the wording of scales that this place may use; empty: none
FONTS = os.environ.get("GUITU_FONTS", "")  # the office's own folder of fonts for papers; empty: ours
# Where messages may go: `https://host`, `smtp://host:port`, several with commas. Else nothing but the three office chats.
OUTSIDE = frozenset(
    {"https://qyapi.weixin.qq.com", "https://oapi.dingtalk.com", "https://open.feishu.cn",
     *(one.strip() for one in os.environ.get("GUITU_OUTSIDE", "").split(",") if one.strip())}
)
SMS = private_folder(VAR / "sms")  # short messages, a file each, for the program that sends them
UPLOADS = private_folder(VAR / "uploads")  # swept when the server starts; nothing of a stranger's file lies elsewhere
EXPORTS = private_folder(VAR / "exports")  # sealed files of lists, each for a day; swept by the clock
FILE_KEYS = private_folder(VAR / "file-keys")  # one key per sealed file, kept apart from the database (`kit/file_keys.py`)
FILE_UPLOAD_TEMP_DIR = str(UPLOADS)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": [NONCE, "'strict-dynamic'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "frame" / "locale"]
LANGUAGE_COOKIE_NAME = "__Host-guitu-language" if SECURE else "guitu-language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "guitu.kit.static_files.StaticFiles"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

SILENCED_SYSTEM_CHECKS: list[str] = []
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["guitu.timetable"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"addresses": {"()": "guitu.kit.logs.WithoutAddresses"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["addresses"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
