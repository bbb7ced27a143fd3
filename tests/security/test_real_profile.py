"""What may be in a test or a demo and never where real people are on file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from guitu.kit import clock
from tests import make

HERE = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}


def said(code: str, **environ: str) -> str:
    told = subprocess.run([sys.executable, "-c", code], env=HERE | environ, capture_output=True, text=True, check=True)
    return told.stdout.strip()


@pytest.mark.parametrize(("name", "frozen"), [
    ("test_guitu_7", True), *((name, False) for name in ("guitu", "protest_guitu", "")),
])
def test_a_frozen_clock_needs_a_database_whose_name_begins_with_test(tmp_path: Path, name: str, frozen: bool) -> None:
    code = (
        "import django; django.setup()\nfrom guitu.kit import clock; print(clock.today().isoformat())"
    )
    told = said(
        code, GUITU_TESTING="1", GUITU_NOW="2020-02-02T02:02", GUITU_VAR=str(tmp_path), DJANGO_SETTINGS_MODULE="guitu.settings",
        DATABASE_URL=f"postgresql://nobody@/{name}",
    )
    assert (told == "2020-02-02") is frozen
    assert clock.today()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "guitu.example"])
def test_beyond_this_machine_serve_wants_a_proxy_or_tls(host: str) -> None:
    from guitu.cli import serve
    from guitu.cli.stop import Stop

    with pytest.raises(Stop) as refusal:
        serve.check_host(host, {})
    assert "GUITU_HTTPS" in str(refusal.value)
    serve.check_host(host, {"GUITU_HTTPS": "1", "GUITU_PROXIES": "1"})
    for here in ("127.0.0.1", "localhost", "::1", "127.8.8.8"):
        serve.check_host(here, {})


@pytest.mark.django_db
def test_behind_a_trusted_proxy_the_browser_is_told_to_stay_with_https(tmp_path: Path, client: Client, settings: Any) -> None:
    code = "from guitu import settings as s; print(s.PROXIES, s.SECURE_PROXY_SSL_HEADER, s.SECURE_HSTS_SECONDS)"
    environ = {"GUITU_VAR": str(tmp_path), "DATABASE_URL": "postgresql://nobody@/none", "GUITU_HTTPS": "1"}
    assert said(code, **environ, GUITU_PROXIES="1") == "1 ('HTTP_X_FORWARDED_PROTO', 'https') 31536000"
    assert said(code, **environ).startswith("0 None")
    settings.SECURE_HSTS_SECONDS, settings.SECURE_PROXY_SSL_HEADER = 31_536_000, ("HTTP_X_FORWARDED_PROTO", "https")
    assert Client().get("/login/", headers={"X-Forwarded-Proto": "https"})["Strict-Transport-Security"]


def test_the_database_address_may_lie_in_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    from guitu.cli import environment
    from guitu.cli.stop import Stop

    file = tmp_path / "app-url"
    file.write_text("postgresql://guitu_app:secret-word@db/guitu\n")
    file.chmod(0o644)
    with pytest.raises(Stop):
        environment.named_urls({"DATABASE_URL_FILE": str(file)})
    file.chmod(0o400)
    assert environment.named_urls({"DATABASE_URL_FILE": str(file)}) == {"app": "postgresql://guitu_app:secret-word@db/guitu"}
    code = "from guitu import settings as s; print(s.DATABASES['default']['PASSWORD'])"
    assert said(code, DATABASE_URL_FILE=str(file), GUITU_VAR=str(tmp_path)) == "secret-word"


@pytest.mark.parametrize(("found", "good"), [
    ({"DATABASE_URL": "postgresql://guitu_app:word@db/guitu"}, False),
    ({"DATABASE_URL": "postgresql://guitu_app@db/guitu"}, True),
    ({"DATABASE_URL_FILE": "/run/guitu/app-url"}, True),
    ({}, True),
])
def test_doctor_names_a_password_in_the_environment(found: dict[str, str], good: bool) -> None:
    from guitu.cli import doctor

    assert doctor.password_in_environment(found).good is good


def test_doctor_names_a_root_process_and_a_frozen_clock() -> None:
    from guitu.cli import doctor

    assert not doctor.runs_as(0).good and doctor.runs_as(1000).good
    assert not doctor.standing_clock({"GUITU_NOW": "2020-02-02"}).good
    assert doctor.standing_clock({}).good


@pytest.mark.django_db
def test_no_switch_turns_the_second_factor_off(world: make.World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO = False
    for name in ("GUITU_TESTING", "GUITU_DEBUG", "GUITU_DEMO", "GUITU_NO_MFA"):
        monkeypatch.setenv(name, "1")
    client = Client()
    make.enter(client, world, "encheng_worker")
    assert client.get("/people/")["Location"].startswith("/mfa/")
