"""A system is told by a signed letter: once it is true, again until it arrives, never of whom, never to a machine of the inside."""

from __future__ import annotations

import hmac
import http.server
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from guitu.casework.visits.commands import record_visit
from guitu.kit.database import acting, rows
from guitu.kit.errors import Refused
from guitu.systems.commands import withdraw_key
from guitu.systems.webhooks import letters
from guitu.systems.webhooks.addresses import NotAllowed, Where, checked, is_allowed, machine_of
from guitu.systems.webhooks.letters import NotDelivered, signature
from guitu.systems.webhooks.sending import LATER, send_due
from tests import make
from tests.api.test_refusals import codes, problem
from tests.security import canaries
from tests.systems import keys

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
HERE = "https://hook.example.org/guitu?x=1"


@pytest.fixture
def wang(world: make.World, at: datetime) -> UUID:
    return canaries.someone_known_well(world, at)


def listening(world: make.World, at: datetime, *kinds: str, **changed: Any) -> tuple[keys.Key, str, str]:
    """A key that is told of these kinds: the key, its subscription, the secret that signs."""
    key = keys.all_of(world, at, "town_head", **{"path": make.ENCHENG, **changed})
    answer = key.post_to("subscribe_events", {"address": HERE, "kinds": list(kinds)})
    assert answer.status_code == 200, answer.content
    return key, answer.json()["answer"]["subscription"], answer.json()["answer"]["once"]


def visited(world: make.World, at: datetime, person: UUID, request: str = "") -> None:
    head = world.actor("encheng_head")
    record_visit(head, at=at, person_id=person, on=at.date(), how="home", another_occasion=True, note=canaries.NOTE, request_id=request)


class Post:
    """What arrived; `refuses` so many letters first."""

    def __init__(self, refuses: int = 0) -> None:
        self.letters: list[tuple[Where, bytes, str, int]] = []
        self.refuses = refuses

    def __call__(self, where: Where, body: bytes, secret: str, at: int) -> None:
        if self.refuses:
            self.refuses -= 1
            raise NotDelivered("503")
        self.letters.append((where, body, secret, at))


def test_what_happened_is_told_with_ids_and_kinds_alone(world: make.World, at: datetime, wang: UUID) -> None:
    _key, _subscription, secret = listening(world, at, "fact.visit")
    visited(world, at, wang)
    post = Post()
    assert send_due(make.ENPING, at, post) == 1
    ((where, body, signed_with, _at),) = post.letters
    told = json.loads(body)
    assert (where, signed_with) == (Where("hook.example.org", 443, "/guitu?x=1"), secret)
    assert set(told) == {"id", "kind", "object", "about", "at"} and (told["kind"], told["about"]) == ("fact.visit", str(wang))
    assert canaries.seen_in(body.decode()) == [] and "欧" not in body.decode()
    assert send_due(make.ENPING, at + timedelta(hours=1), post) == 0


def test_what_was_undone_is_told_to_nobody(world: make.World, at: datetime, wang: UUID) -> None:
    listening(world, at, "fact.visit")
    with pytest.raises(Refused):
        record_visit(world.actor("encheng_head"), at=at, person_id=wang, on=at.date() + timedelta(days=1))
    request = make.request_id()
    visited(world, at, wang, request)
    visited(world, at, wang, request)  # the same click
    assert send_due(make.ENPING, at, Post()) == 1


def test_who_may_not_read_it_is_not_told_of_it(world: make.World, at: datetime, wang: UUID) -> None:
    key = keys.key(world, at, role="town_head", path=make.ENCHENG, actions=["open_person", "subscribe_events"], classes=["BASIC", "CONTACT"])
    said = problem(key.post_to("subscribe_events", {"address": HERE, "kinds": ["fact.urine_test"]}), 422, "rules")
    assert codes(said) == ["systems.events"]
    listening(world, at, "fact.visit", path=make.HENGPI)  # of another town
    visited(world, at, wang)
    assert send_due(make.ENPING, at, Post()) == 0
    with acting(make._founder(make.ENPING)):
        assert rows("SELECT count(*) FROM systems_event") == [(0,)]


def test_it_comes_again_ever_later_and_is_given_up_after_a_week(world: make.World, at: datetime, wang: UUID) -> None:
    key, _subscription, _secret = listening(world, at, "fact.visit")
    visited(world, at, wang)
    post, moment = Post(refuses=3), at
    assert send_due(make.ENPING, moment, post) == 0
    assert send_due(make.ENPING, moment, post) == 0 and post.refuses == 2  # not at once
    for wait in LATER[:3]:
        moment += wait
        send_due(make.ENPING, moment, post)
    assert len(post.letters) == 1
    visited(world, at, wang)
    never, moment = Post(refuses=99), at
    for wait in (timedelta(0), *LATER):
        moment += wait
        send_due(make.ENPING, moment, never)
    assert 99 - never.refuses == len(LATER) + 1
    assert send_due(make.ENPING, moment + timedelta(days=30), never) == 0 and 99 - never.refuses == len(LATER) + 1
    (mine,) = key.get("/subscriptions").json()["subscriptions"]
    assert (mine["waiting"], mine["sent"], mine["given_up"]) == (0, 1, 1)


def test_who_does_not_answer_keeps_nobody_waiting(world: make.World, at: datetime, wang: UUID) -> None:
    listening(world, at, "fact.visit")
    for _ in range(3):
        visited(world, at, wang)
    silent = Post(refuses=99)
    send_due(make.ENPING, at, silent)
    assert 99 - silent.refuses == 1  # the others of the same address wait for the next run


def test_after_the_key_or_the_subscription_is_over_nothing_goes_out(world: make.World, at: datetime, wang: UUID) -> None:
    key, subscription, _secret = listening(world, at, "fact.visit")
    other, _its, _secret = listening(world, at, "fact.visit")
    visited(world, at, wang)
    withdraw_key(world.actor("security"), at=at, key_id=other.id, because="停用")
    problem(other.post_to("end_subscription", {"subscription_id": subscription}), 401, "key")
    assert key.post_to("end_subscription", {"subscription_id": subscription}).status_code == 200
    problem(key.post_to("end_subscription", {"subscription_id": subscription}), 404, "not_found")
    assert send_due(make.ENPING, at, Post()) == 0
    with acting(make._founder(make.ENPING)):
        assert rows("SELECT count(*) FROM systems_event WHERE given_up_at IS NULL") == [(0,)]


def test_the_address_and_the_secret_lie_sealed(world: make.World, at: datetime) -> None:
    _key, _subscription, secret = listening(world, at, "fact.visit")
    with acting(make._founder(make.ENPING)):
        lying = str([tuple(bytes(part) if isinstance(part, memoryview) else part for part in line) for line in rows("SELECT * FROM systems_subscription")])
        kept = str(rows("SELECT detail::text FROM ledger_entry WHERE object_kind = 'subscription'"))
    assert "hook.example" not in lying + kept and secret not in lying + kept


@pytest.mark.parametrize(
    "address",
    ["http://hook.example.org/", "https://user:word@hook.example.org/", "https://hook.example.org/#x", "https://localhost/", "https://intranet/",
     "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.8/", "https://169.254.169.254/latest/", "https://192.168.1.1:8443/", "https://[fd00::1]/",
     "https://[::ffff:10.0.0.1]/", "https://0.0.0.0/", "https://224.0.0.1/", "https://100.64.0.1/", "ftp://hook.example.org/", "https:///x",
     "https://hook.example.org:99999/", "https://hook.exämple.org/", "https://hook.example.org/ x", "https://2130706433/", "//hook.example.org/", ""],
)
def test_an_address_of_the_inside_is_refused(address: str) -> None:
    with pytest.raises(Refused):
        checked(address)


def test_a_name_that_leads_inside_is_not_sent_to(monkeypatch: pytest.MonkeyPatch) -> None:
    where = checked("https://hook.example.org/")

    def leads_to(*numbers: str) -> None:
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443)) for number in numbers]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    leads_to("93.184.216.34")
    assert machine_of(where) == "93.184.216.34"
    for numbers in (("10.0.0.1",), ("93.184.216.34", "127.0.0.1"), ("::ffff:192.168.0.1",), ()):
        leads_to(*numbers)
        with pytest.raises(NotAllowed):
            machine_of(where)
    monkeypatch.setenv("GUITU_WEBHOOK_NETS", "10.20.0.0/16, fd00::/8")
    assert is_allowed(ip_address("10.20.3.4")) and not is_allowed(ip_address("10.21.3.4")) and is_allowed(ip_address("fd00::1"))


# -- a real letter, over TLS, to a machine of this house that the test allows ------------------------------------------------


class _Office(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.got = (dict(self.headers), self.rfile.read(int(self.headers["Content-Length"])), self.path)  # type: ignore[attr-defined]
        status = self.server.says  # type: ignore[attr-defined]
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "https://127.0.0.1/elsewhere")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A server with a certificate for hook.example.org, which is this machine."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hook.example.org")])
    began = datetime.now(UTC) - timedelta(days=1)
    paper = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(secret.public_key()).serial_number(1)
        .not_valid_before(began).not_valid_after(began + timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hook.example.org")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(secret, hashes.SHA256())
    )
    certificate, private = tmp_path / "office.pem", tmp_path / "office.key"
    certificate.write_bytes(paper.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private.write_bytes(secret.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    server = http.server.HTTPServer(("127.0.0.1", 0), _Office)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, private)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.says = 204  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("GUITU_WEBHOOK_NETS", "127.0.0.0/8")
    monkeypatch.setattr(letters, "machine_of", lambda where: "127.0.0.1")
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_letter_arrives_signed_and_no_redirect_is_followed(office: Any) -> None:
    where = Where("hook.example.org", office.server_address[1], "/guitu?x=1")
    letters.send(where, b'{"id": 1}', "whsec_x", 1_770_000_000)
    headers, body, path = office.got
    expected = hmac.digest(b"whsec_x", b"1770000000." + body, sha256).hex()
    assert headers["Guitu-Signature"] == f"t=1770000000,v1={expected}" == signature("whsec_x", body, 1_770_000_000)
    assert (path, headers["Host"].split(":")[0]) == ("/guitu?x=1", "hook.example.org")
    for status in (302, 404, 500):
        office.says = status
        with pytest.raises(NotDelivered):
            letters.send(where, b"{}", "whsec_x", 1)
    with pytest.raises(NotDelivered):  # the certificate is another's
        letters.send(Where("other.example.org", where.port, "/"), b"{}", "whsec_x", 1)
