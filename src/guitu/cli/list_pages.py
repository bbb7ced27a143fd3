"""The page with the finished SQL of the worklist and of the list of people, as it is sent for each kind of post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guitu.duties import queries as duties
from guitu.duties.filters import Wish
from guitu.duties.staffing import card
from guitu.kit.actor import NOBODY, Actor
from guitu.people import queries as people

INTRO = (
    "今日和人员清单各是一条语句，由几段常量拼成；这里是拼好以后的样子，参数写作 `%(名字)s`。\n"
    "行级策略在此之外另加，见 [database.md](database.md)。"
)
_BREAKS = re.compile(
    r"(?<!\bLEFT)(?<!\bCROSS)\s+"
    r"(?=(?:UNION ALL|FROM|WHERE|GROUP BY|HAVING|ORDER BY|LIMIT|LEFT JOIN|CROSS JOIN|JOIN|AND|OR)\b)"
    r"|(?<=[,)])\s+(?=\(?SELECT\b)"
)


@dataclass(frozen=True, slots=True)
class Sample:
    title: str
    path: str
    whole: bool
    wish: Wish


SAMPLES = (
    Sample("社工：名下的人", "440785001", False, Wish(())),
    Sample("镇街负责人：一个镇", "440785001", True, Wish(())),
    Sample("镇街负责人：一个村", "440785001", True, Wish((), area="440785001001")),
    Sample("县禁毒办主任：全县", "440785", True, Wish(())),
    Sample("县禁毒办主任：一个岗位的", "440785", True, Wish((), post=NOBODY)),
    Sample("县禁毒办主任：已经说明“暂不”的", "440785", True, Wish((), hidden=True)),
)


def lists_page(head: str) -> str:
    lines = [head, "# 清单的语句", "", INTRO, "", "## 今日", ""]
    for sample in SAMPLES:
        actor = Actor(NOBODY, None, "", sample.path[:6], sample.path, sample.whole)
        sql, _params = duties._statement(actor, sample.wish, card().care)
        lines += _shown(sample.title, sql)
    lines += ["## 人员", ""]
    for title, whole, narrowed in (("社工：名下的人", False, False), ("全辖区", True, False), ("全辖区，按状态和过期", True, True)):
        lines += _shown(title, people._statement(people.PAGE, whole, False, False, narrowed, narrowed, ""))
    return "\n".join(lines)


def _shown(title: str, sql: str) -> list[str]:
    return [f"### {title}", "", "```sql", *laid_out(sql), "```", ""]


def laid_out(sql: str) -> Iterator[str]:
    """A line per part of the statement, further in by its depth of brackets."""
    depth = 0
    for line in _BREAKS.sub("\n", " ".join(sql.split())).split("\n"):
        yield "  " * max(depth, 0) + line
        depth += line.count("(") - line.count(")")
