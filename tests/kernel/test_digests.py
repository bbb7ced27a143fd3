"""A line's digest: under a key, over the same list that comes back from the database."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import orjson

from guitu.kit.crypto import keyed
from guitu.ledger.lines import KEYED, digest, moment


def test_a_lines_digest_is_that_of_its_columns_and_content(at: datetime) -> None:
    fact, person = uuid4(), uuid4()
    said = [uuid4(), "440785", moment(at), None, "web", "记录", "fact.visit", {"b": 1, "a": "440785001"}, [fact, person, date(2026, 3, 10), "正文"]]
    spelled = orjson.loads(orjson.dumps(said))  # as it comes back: texts, numbers, nothing
    assert digest(spelled) == digest(said) == KEYED + keyed("line", orjson.dumps(said, option=orjson.OPT_SORT_KEYS))
    assert digest([*said[:7], {"a": "440785001", "b": 1}, said[8]]) == digest(said)
    assert digest([*said[:4], "webrecord", "", *said[6:]]) != digest([*said[:4], "web", "record", *said[6:]])
    assert len(digest(said)) == 33
    assert moment(at) == int(at.timestamp()) * 1_000_000
    assert moment(None) is None
