"""The load: so many clients on the loopback address, each with a session of its own, for so many seconds.

A process of its own, because a client in the measured process would be measured too. Reads one document from
standard input, prints one; bounded in time and in number, and it asks nobody but 127.0.0.1.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
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
        connection = http.client.HTTPConnection(HOST, self.plan["port"], timeout=20)
        most = MOST_REQUESTS // MOST_CLIENTS
        self.begin.wait()
        until = time.perf_counter() + min(self.plan["seconds"], MOST_SECONDS)
        for request in cycle(self.mine):
            begun = time.perf_counter()
            if begun >= until or len(self.times) >= most:
                break
            said = self._ask(connection, request)
            if said == request["status"]:
                self.times.append(time.perf_counter() - begun)
            else:
                self.wrong[str(said)] = self.wrong.get(str(said), 0) + 1
                if sum(self.wrong.values()) > 50:
                    break
        connection.close()

    def _ask(self, connection: http.client.HTTPConnection, request: dict[str, Any]) -> int | str:
        body = request.get("body")
        headers = {"Cookie": request["cookie"]}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = body.replace(FRESH, str(uuid4()))
        try:
            connection.request(request["method"], request["path"], body, headers)
            response = connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            return type(error).__name__
        return response.status


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
