"""What every answer says to the browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from tests import make
from tests.security import canaries, doors

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return canaries.someone_known_well(world, at)


def test_every_answer_forbids_keeping_framing_and_foreign_scripts(
    world: make.World, client: Client, wang: UUID
) -> None:
    make.enter(client, world, "encheng_worker")
    urls = [doors.address(route, {"person_id": wang}) for route, _ in doors.routes() if not route.startswith("logout")]
    for url in [*urls, "/nothing/", "/login/"]:
        answer = client.get(url)
        assert "no-store" in answer["Cache-Control"], url
        assert answer["X-Content-Type-Options"] == "nosniff" and answer["X-Frame-Options"] == "DENY", url
        assert answer["Referrer-Policy"] in ("no-referrer", "same-origin"), url
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", url
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin", url
        assert re.fullmatch(r"[0-9a-f]{12}", answer["X-Request-Id"]), url
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy, url
        assert "http:" not in policy and "https:" not in policy and "*" not in policy, url
        assert "Server" not in answer and "X-Powered-By" not in answer, url


def test_a_pages_scripts_carry_the_number_of_their_own_answer(world: make.World, client: Client) -> None:
    make.enter(client, world, "encheng_worker")
    numbers = set()
    for _ in range(2):
        answer = client.get("/people/")
        page = answer.content.decode()
        scripts = re.findall(r"<script\b([^>]*)>", page)
        nonces = {match[1] for tag in scripts if (match := re.search(r'nonce="([^"]+)"', tag))}
        assert scripts and len(nonces) == 1 and all("nonce=" in tag for tag in scripts)
        assert f"'nonce-{next(iter(nonces))}'" in answer["Content-Security-Policy"]
        assert "style=" not in page and not re.search(r"<[^>]+\son\w+=", page)
        numbers |= nonces
    assert len(numbers) == 2


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(world: make.World, client: Client) -> None:
    make.enter(client, world, "encheng_worker")
    client.post("/posts/switch/", {"post": str(world.posts["encheng_worker"])})
    client.get("/people/")
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/" and not cookie["domain"]


def test_behind_https_cookies_are_bound_to_the_host_and_never_sent_in_the_clear(tmp_path: Path) -> None:
    code = (
        "from guitu import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.DEBUG, s.DEMO)"
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "GUITU_HTTPS": "1",
                   "GUITU_VAR": str(tmp_path), "DATABASE_URL": "postgresql://nobody@/none"}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["__Host-guitu", "__Host-guitu-csrf", "True", "True", "31536000", "False", "False"]


def test_another_host_name_is_refused(client: Client, db: None) -> None:
    assert client.get("/login/", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/login/", headers={"X-Forwarded-Host": "evil.example"}).status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_choosing_a_language_leads_back_to_this_house_only(client: Client, db: None, elsewhere: str) -> None:
    answer = client.post("/language/", {"language": "en", "next": elsewhere})
    assert answer.status_code in (302, 303) and answer["Location"] == "/"
