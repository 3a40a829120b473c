"""An installation's settings in the words of Flask and of the parts plugged into it."""

from datetime import timedelta
from urllib.parse import urlsplit

from models.database import engine_options
from scheduler.keys import secret_keys
from vocabulary.settings import Settings
from vocabulary.settings_ground import MailTls

LARGEST_REQUEST = 2 * 1024 * 1024
CAREFUL = {"argon2__time_cost": 3, "argon2__memory_cost": 65536, "argon2__parallelism": 4}
"""RFC 9106's second recommendation: 64 MiB a hash."""

QUICK = {"argon2__time_cost": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
"""Argon2 for tests: as right and as safe as a toy."""
LOOPBACK = {"127.0.0.1", "localhost"}


def flask_config(settings: Settings) -> dict[str, object]:
    """Everything that Flask, its database, its sign-in and its mail read from their configuration."""
    return page_config(settings) | sign_in_config(settings) | mail_config(settings)


def page_config(settings: Settings) -> dict[str, object]:
    """Requests, cookies, languages and tables."""
    address = urlsplit(settings.base_url)
    keys = [key.decode() for key in secret_keys(settings)]
    secure = address.scheme == "https"
    return {
        "TESTING": settings.testing,
        "SECRET_KEY": keys[0],
        "SECRET_KEY_FALLBACKS": keys[1:],
        "SQLALCHEMY_DATABASE_URI": settings.database_uri,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_uri),
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "MAX_FORM_PARTS": 500,
        "TRUSTED_HOSTS": sorted({address.hostname or "localhost", *LOOPBACK}),
        "SESSION_COOKIE_NAME": "__Host-samai" if secure else "samai",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=settings.session_hours),
        "BABEL_DEFAULT_LOCALE": settings.language.value,
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the cookie that it belongs to
        # It asks for a Referer, which secret addresses never send; web/sign_in.py looks at the origin instead.
        "WTF_CSRF_SSL_STRICT": False,
    }


def sign_in_config(settings: Settings) -> dict[str, object]:
    """Flask-Security: argon2 alone, none of its own pages."""
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": QUICK if settings.testing else CAREFUL,
        "SESSION_PROTECTION": None,  # Flask-Login's own, for sessions that live in the cookie
        "SECURITY_CLI_USERS_NAME": False,
        "SECURITY_CLI_ROLES_NAME": False,
    }


def mail_config(settings: Settings) -> dict[str, object]:
    """Flask-Mail's settings, and those our door adds."""
    return {
        "MAIL_SERVER": settings.mail_host,
        "MAIL_PORT": settings.mail_port,
        "MAIL_USERNAME": settings.mail_username or None,
        "MAIL_PASSWORD": settings.mail_password.get_secret_value() or None,
        "MAIL_USE_TLS": settings.mail_tls is MailTls.STARTTLS,
        "MAIL_USE_SSL": settings.mail_tls is MailTls.TLS,
        "MAIL_SUPPRESS_SEND": False,
        "MAIL_TIMEOUT": settings.mail_timeout,
        "MAIL_FOLDER": settings.outgoing,
        "MAIL_CA_FILE": None if settings.mail_ca_file is None else str(settings.mail_ca_file),
    }
