"""The load: so many clients on the loopback address, each with a session of its own, for so many seconds.

A process of its own, because a client in the measured process would be measured too; on the same two cores, so it
does as little as it can: it sends the bytes of a request and reads the status line and as many bytes as were
announced. Reads one document from standard input, prints one; bounded in time and in number, and it asks nobody but
127.0.0.1.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Callable
from itertools import cycle
from typing import Any
from uuid import uuid4

HOST = "127.0.0.1"
MOST_SECONDS, MOST_CLIENTS, MOST_REQUESTS = 60.0, 32, 200_000
FRESH = "{request_id}"  # in a body: another one for each request


class Client(threading.Thread):
    """Asks its requests in turn, one after the other on one connection."""

    def __init__(self, plan: dict[str, Any], mine: list[dict[str, Any]], begin: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self.plan, self.mine, self.begin = plan, mine, begin
        self.times: list[float] = []
        self.wrong: dict[str, int] = {}

    def run(self) -> None:
        connection = Connection(self.plan["port"])
        requests = [(_told(request, self.plan["port"]), request["status"]) for request in self.mine]
        most = MOST_REQUESTS // MOST_CLIENTS
        self.begin.wait()
        until = time.perf_counter() + min(self.plan["seconds"], MOST_SECONDS)
        for told, status in cycle(requests):
            begun = time.perf_counter()
            if begun >= until or len(self.times) >= most:
                break
            try:
                said: int | str = connection.ask(told())
            except (OSError, ValueError) as error:
                connection.close()
                connection, said = Connection(self.plan["port"]), type(error).__name__
            if said == status:
                self.times.append(time.perf_counter() - begun)
            else:
                self.wrong[str(said)] = self.wrong.get(str(said), 0) + 1
                if sum(self.wrong.values()) > 50:
                    break
        connection.close()


class Connection:
    """HTTP/1.1 as far as our own server speaks it: every answer announces its length."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection((HOST, port), timeout=20)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.close = self._socket.close

    def ask(self, request: bytes) -> int:
        """The status of the answer, once the whole of it is here."""
        self._socket.sendall(request)
        answer = b""
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self._more()
        head = answer[:end].lower()
        length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]) if b"content-length:" in head else 0
        missing = end + 4 + length - len(answer)
        while missing > 0:
            missing -= len(self._more())
        return int(head[9:12])

    def _more(self) -> bytes:
        piece = self._socket.recv(262_144)
        if not piece:
            raise ConnectionError
        return piece


def _told(request: dict[str, Any], port: int) -> Callable[[], bytes]:
    """The request's bytes, made once; one with a body gets a number of its own each time."""
    head = f"{request['method']} {request['path']} HTTP/1.1\r\nHost: {HOST}:{port}\r\nCookie: {request['cookie']}\r\n"
    body = request.get("body")
    if body is None:
        told = f"{head}\r\n".encode()
        return lambda: told
    length = len(body) + body.count(FRESH) * (len(str(uuid4())) - len(FRESH))
    head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"

    def fresh() -> bytes:
        return (head + body.replace(FRESH, str(uuid4()))).encode()

    return fresh


def run(plan: dict[str, Any]) -> dict[str, Any]:
    """Per client every so-many-th request of the plan; gives the times in milliseconds, sorted."""
    number = min(plan["clients"], MOST_CLIENTS, len(plan["requests"]))
    begin = threading.Barrier(number + 1)
    clients = [Client(plan, plan["requests"][n::number], begin) for n in range(number)]
    for client in clients:
        client.start()
    begin.wait()
    begun = time.perf_counter()
    for client in clients:
        client.join(min(plan["seconds"], MOST_SECONDS) + 25)
    lasted = time.perf_counter() - begun
    wrong: dict[str, int] = {}
    for client in clients:
        for status, often in client.wrong.items():
            wrong[status] = wrong.get(status, 0) + often
    times = sorted(moment * 1000 for client in clients for moment in client.times)
    return {"seconds": lasted, "times": times, "wrong": wrong}


if __name__ == "__main__":
    print(json.dumps(run(json.load(sys.stdin))))
