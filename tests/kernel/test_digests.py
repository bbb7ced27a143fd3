"""What the seal hashes: every column of a line and the fact's content, each with its length before it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import uuid4

import orjson

from guitu.ledger.lines import digest


def piece(value: Any) -> bytes:
    data = value if isinstance(value, bytes) else orjson.dumps(value, default=str, option=orjson.OPT_SORT_KEYS)
    return len(data).to_bytes(8, "big") + data


def test_a_lines_digest_is_that_of_its_columns_and_content(at: datetime) -> None:
    fact, person = uuid4(), uuid4()
    line = (uuid4(), "440785", "440785001002", at, uuid4(), None, "web", "record_visit", "请求1", "fact.visit", fact,
            person, None, "ab12", '{"town":"440785001"}')  # fmt: skip
    content = [fact, person, "440785001002", "visit", "2026-03-10", {"met": True, "how": "home"}, b"\1sealed"]
    whole = [piece(str(value)) for value in line] + [piece(value) for value in content]
    assert digest(line, content) == hashlib.sha256(b"".join(whole)).digest()
    spelled = [str(fact), str(person), *content[2:]]
    assert digest(line, spelled) == digest(line, content)
    assert digest((*line[:-1], "{}"), content) != digest(line, content)
    assert digest(line, [*content[:2], "44078500100", "2visit", *content[4:]]) != digest(line, content)
