"""Somebody with a browser, as far as a server can tell: cookies, the token of forms, one connection."""

from __future__ import annotations

import contextlib
import http.client
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

HOST = "127.0.0.1"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"
# What every answer has of its own: numbers, tokens, nonces.
SHIFTING = re.compile(
    rb'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|name="request_id" value="[^"]*"'
    rb"|hx-headers='[^']*'|<code>[0-9a-f]{12}</code>|\b[0-9a-f]{12}\b(?!-)"
)
SKIPPED = ("x-request-id", "content-security-policy", "set-cookie", "date", "content-length")
Fields = Mapping[str, str] | Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def location(self) -> str:
        return next((value for name, value in self.headers if name == "location"), "")

    def without(self, *words: str) -> tuple[object, ...]:
        """Status, headers and body without what is different each time, nor these words: for comparing two."""
        body = SHIFTING.sub(b"", self.body)
        headers = [(name, value) for name, value in self.headers if name not in SKIPPED]
        for word in words:
            body = body.replace(word.encode(), b"")
            headers = [(name, value.replace(word, "")) for name, value in headers]
        return self.status, tuple(headers), body


NO_ANSWER = Answer(0, (), b"")  # the connection was closed, twice


@dataclass
class Visitor:
    """One session. Without a post it is a stranger."""

    port: int
    post: str = ""
    role: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    asked: int = 0
    _connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def enter(self) -> bool:
        """Into the demo, as the holder of the post."""
        self.cookies.clear()
        self._refresh("/login/")
        answer = self.post_form("/enter/", {"post": self.post})
        self._refresh("/", "/password/")
        return answer.status == 302 and answer.location == "/"

    def _refresh(self, *pages: str) -> None:
        """The token of forms: a login makes another one."""
        found = (TOKEN.search(self.get(page).text) for page in pages)
        self.token = next((match.group(1) for match in found if match), "")

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post_form(self, path: str, fields: Fields) -> Answer:
        pairs = list(fields.items() if isinstance(fields, Mapping) else fields)
        return self.ask("POST", path, urlencode([("csrfmiddlewaretoken", self.token), *pairs]).encode(), FORM)

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "", **headers: str) -> Answer:
        """One request; a connection that the server closed meanwhile is opened once more."""
        sent = {"Host": f"{HOST}:{self.port}", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        sent |= {"X-CSRFToken": self.token, "Referer": f"http://{HOST}:{self.port}/"}
        sent |= {"Content-Type": kind} if kind else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.asked += 1
        try:
            return self._once(method, path, body, sent)
        except (http.client.HTTPException, OSError):
            self.close()
        try:
            return self._once(method, path, body, sent)
        except (http.client.HTTPException, OSError):
            self.close()
            return NO_ANSWER

    def _once(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        with contextlib.suppress(BrokenPipeError):  # refused before all of it was sent: the answer is there
            self._connection.request(method, path, body, dict(headers))
        found = self._connection.getresponse()
        answer = Answer(found.status, tuple(sorted((k.lower(), v) for k, v in found.getheaders())), found.read())
        for name, value in found.getheaders():
            if name.lower() == "set-cookie":
                self._keep(value)
        return answer

    def _keep(self, cookie: str) -> None:
        name, _, rest = cookie.partition("=")
        value = rest.partition(";")[0]
        if value in ("", '""'):
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
