"""What is typed stays neither in the form history of a browser nor in the files from which it restores a session."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests import make
from tests.security import canaries, doors

pytestmark = [pytest.mark.django_db]

_FORM = re.compile(r"<form\b[^>]*>")
_TYPED = re.compile(r"<(?:textarea|input)\b[^>]*>")
_NOT_TYPED = re.compile(r'type="(?:hidden|radio|checkbox|file|submit)"')
# The login begins a page; a search is answered by a redirect, which keeps nothing of what was sent.
_WHOLE = ("/login/", "/people/search/")


def _pages(world: make.World, client: Client, wang: UUID) -> dict[str, str]:
    """Every page that a worker, a head, a clerk or an administrator opens, by its address."""
    found: dict[str, str] = {"/login/": Client().get("/login/").content.decode()}
    for post in ("encheng_worker", "encheng_head", "clerk", "security"):
        if post not in world.posts:
            continue
        make.enter(client, world, post)
        for route, _ in doors.routes():
            answer = client.get(doors.address(route, {"person_id": wang}))
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                found.setdefault(doors.address(route, {"person_id": wang}), answer.content.decode())
    return found


@pytest.fixture
def pages(world: make.World, client: Client, at: datetime, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00:00")
    return _pages(world, client, canaries.someone_known_well(world, at))


def test_no_field_is_kept_by_the_browser_for_the_next_who_types(pages: dict[str, str]) -> None:
    typed = 0
    for address, page in pages.items():
        for field in _TYPED.findall(page):
            if _NOT_TYPED.search(field):
                continue
            typed += 1
            assert "autocomplete=" in field, (address, field)
    assert len(pages) > 25 and typed > 80


def test_a_form_with_fields_is_sent_by_a_script_not_as_a_whole_page(pages: dict[str, str]) -> None:
    sent = 0
    for address, page in pages.items():
        for form, body in _forms(page):
            has_fields = any(not _NOT_TYPED.search(field) for field in _TYPED.findall(body))
            if 'method="post"' not in form or not has_fields or any(f'action="{whole}"' in form for whole in _WHOLE) or address.startswith(("/l/", "/me/in/", "/me/c/", "/me/phone/", "/p/")):
                continue  # a link's page is the same to the byte whatever was typed, and keeps nothing
            sent += 1
            assert "hx-post=" in form and 'autocomplete="off"' in form, (address, form)
    assert sent > 15


def _forms(page: str) -> list[tuple[str, Any]]:
    starts = [match.start() for match in _FORM.finditer(page)]
    return [(_FORM.match(page, at).group(), page[at : page.index("</form>", at)]) for at in starts]  # type: ignore[union-attr]
