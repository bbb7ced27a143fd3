"""Settings of the tests: created and flushed by the owner, queried as the application role."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.server import urls

APP, OWNER, _ = urls()
os.environ["DATABASE_URL"] = APP
os.environ.setdefault("GUITU_TESTING", "1")
os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parents[1] / "src")  # for the processes that tests start
if "GUITU_VAR" not in os.environ:
    os.environ["GUITU_VAR"] = tempfile.mkdtemp(prefix="guitu-tests-")
    atexit.register(shutil.rmtree, os.environ["GUITU_VAR"], ignore_errors=True)
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER and Path(os.environ["GUITU_VAR"]).name != WORKER:  # a folder each: what one sweeps is not another's
    os.environ["GUITU_VAR"] = str(Path(os.environ["GUITU_VAR"]) / WORKER)
    Path(os.environ["GUITU_VAR"]).mkdir(mode=0o700, parents=True, exist_ok=True)
os.environ["GUITU_DEBUG"] = "1"  # plain static storage: the live server has no manifest
os.environ["GUITU_KEYS"] = str(Path(os.environ["GUITU_VAR"]) / "keys.json")

from guitu.kit.env import database_from_url  # noqa: E402
from guitu.settings import *  # noqa: E402, F403

DATABASES = {
    "default": {**database_from_url(APP), "TEST": {"MIRROR": "owner"}, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False},
    # a name of its own: two runs at once on one machine do not touch each other's database
    "owner": {
        **database_from_url(OWNER),
        "TEST": {
            "NAME": os.environ.setdefault("GUITU_TEST_DATABASE", f"test_guitu_{os.getpid()}"),
            "DEPENDENCIES": [],
        },
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": False,
    },
}
ROLE = "owner"  # this process migrates the test database: what it makes is granted to the application role
DEBUG = False
DEMO = True  # invented identities are accepted
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # no collected folder in tests: files come from where they are written
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600  # a browser asks once for each file in a test, not at every page
