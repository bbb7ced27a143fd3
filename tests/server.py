"""The database server of the tests: the one `./guitu test` started, or one started here."""

from __future__ import annotations

import atexit
import os
from contextlib import ExitStack
from pathlib import Path

from guitu import postgres

ROOT = Path(__file__).resolve().parents[1]


def urls() -> tuple[str, str, str]:
    """The addresses of the application role, of the owner, and of the superuser, who empties tables between tests."""
    if "TEST_APP_URL" not in os.environ:
        stack = ExitStack()
        server = stack.enter_context(postgres.open(ROOT / "var", "test"))
        atexit.register(stack.close)
        os.environ.update(server.test_urls())
    return os.environ["TEST_APP_URL"], os.environ["TEST_OWNER_URL"], os.environ["TEST_SUPERUSER_URL"]
