from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from guitu import postgres
from guitu.cli import demo_mark, environment
from guitu.cli.environment import Database
from guitu.cli.stop import Stop


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "var"
    postgres.remove(tmp_path / "var", "test")


@pytest.fixture
def server(var: Path) -> Iterator[postgres.Server]:
    with postgres.open(var, "test") as running:
        yield running


def database_of(server: postgres.Server) -> Database:
    return Database({"app": server.app_url, "owner": server.owner_url}, server)


def test_a_process_knows_only_the_password_of_its_own_role(server: postgres.Server) -> None:
    environ = database_of(server).environ("app")
    assert environ["DATABASE_URL"] == server.app_url
    assert environ["GUITU_ROLE"] == "app"
    assert server.owner_url not in environ.values()
    assert server.app_url not in database_of(server).environ("owner").values()


def test_a_process_is_told_the_file_with_its_address_and_not_the_password(
    server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "app-url"
    file.write_text(server.app_url)
    file.chmod(0o400)
    monkeypatch.setenv("DATABASE_URL_FILE", str(file))
    with environment.database() as database:
        environ = database.environ("app")
    assert environ["DATABASE_URL_FILE"] == str(file)
    assert "DATABASE_URL" not in environ and server.app_url not in environ.values()


def test_only_the_database_itself_says_that_it_is_a_demo(
    server: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITU_DEMO", "1")
    assert "GUITU_DEMO" not in database_of(server).environ("app")
    demo_mark.write(server.owner_url, demo_mark.BUILT)
    assert database_of(server).environ("app")["GUITU_DEMO"] == "1"


def test_a_role_without_an_address_is_refused_by_the_name_of_its_variable() -> None:
    with pytest.raises(Stop, match="DATABASE_OWNER_URL"):
        Database({"app": "postgresql://somewhere/guitu"}).url("owner")


def test_a_named_database_is_used_and_var_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITU_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("DATABASE_URL", "postgresql://guitu_app@db/guitu")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://guitu_owner@db/guitu")
    with environment.database() as database:
        assert database.server is None
        assert database.url("owner") == os.environ["DATABASE_OWNER_URL"]
    assert not (tmp_path / "var").exists()


def test_a_database_with_accounts_and_no_mark_is_real(server: postgres.Server) -> None:
    import psycopg

    assert not demo_mark.read(server.owner_url).is_real
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("CREATE TABLE grid_account AS SELECT 1 AS id")
    assert demo_mark.read(server.owner_url).is_real


ONE_ACCOUNT = """
import django
django.setup()
from guitu.grid.access import clock_actor
from guitu.grid.models import Account, NaturalPerson
from guitu.kit.database import acting
with acting(clock_actor("440785")):
    Account.objects.create(login="first", natural_person=NaturalPerson.objects.create(county_id="440785"))
"""


def test_a_lost_key_file_is_refused_and_not_replaced(
    var: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = var / "keys.json"
    for name in environment.OURS_TO_SAY:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GUITU_VAR", str(var))
    monkeypatch.setenv("GUITU_KEYS", str(keys))
    prepare = ["-m", "guitu.cli", "prepare", "--no-static"]
    monkeypatch.setenv("PYTHONPATH", str(environment.ROOT / "src"))
    with environment.database("test") as database:
        assert database.run("owner", prepare) == 0
        assert keys.stat().st_mode & 0o777 == 0o600
        assert database.run("owner", ["-c", ONE_ACCOUNT]) == 0
        keys.unlink()
        assert database.run("owner", prepare) == 1
        assert not keys.exists()
    assert "keys.json" in capfd.readouterr().err
