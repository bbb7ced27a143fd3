"""The table that is printed, and what must be reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width


@dataclass(frozen=True, slots=True)
class Target:
    """At least so many a second, with 95 of 100 answered in so many milliseconds, with at most so many statements."""

    label: str
    rps: float = 0
    p50: float = 0
    p95: float = 0
    sql: int = 0
    cpu: float = 0


PAGES = {
    "today": Target("今日 · worklist", rps=400, p95=35, sql=4),
    "today_county": Target("今日（县） · worklist, county", p50=20),
    "my_people": Target("我的人员 · my people", rps=500, p95=30, sql=4, cpu=3.5),
    "person": Target("个人页 · person", rps=300, p95=45, sql=8),
    "record_visit": Target("记录走访 · record a visit", rps=350, p95=45, sql=10),
    "record_test": Target("记录尿检 · record a test", rps=350, p95=45, sql=10),
    "register_county": Target("名册（县） · register, county", rps=150, p50=20),
    "register_town": Target("名册（镇） · register, town", rps=150, p50=20),
    "entitled": Target("可以申请的救助 · aid", p50=30),
    "venues": Target("巡查名单（县） · places, county", p95=50, sql=4),
    "own_home": Target("本人首页 · a person's own door", rps=500),
    "inspected": Target("公开的检查记录 · inspected, public", rps=300),
}
HEAD = ("页面 · page", "次/秒 rps", "p50 ms", "p95 ms", "SQL+框架", "CPU ms", "直接 SQL/s", "应达到 target")


def measured(times: list[float], seconds: float) -> dict[str, Any]:
    """Rate and percentiles of sorted times in milliseconds."""
    if not times:
        return {"rps": 0.0, "p50": None, "p95": None}
    return {
        "rps": len(times) / seconds,
        "p50": times[len(times) // 2],
        "p95": times[min(len(times) - 1, int(len(times) * 0.95))],
    }


def is_met(target: Target, page: dict[str, Any]) -> bool:
    """Whether every number that is asked for is reached."""
    return (
        page["rps"] >= target.rps
        and all(not limit or (page[name] is not None and page[name] <= limit)
                for name, limit in (("p50", target.p50), ("p95", target.p95), ("sql", target.sql)))
        and (not target.cpu or page["cpu_ms"] is None or page["cpu_ms"] <= target.cpu)
    )


def table(result: dict[str, Any]) -> str:
    """Both tables: pages beside bare SQL, then the rest with what it must reach."""
    lines = [HEAD, *(_page(name, page) for name, page in result["pages"].items())]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(HEAD))]
    text = ["  ".join(_fill(cell, width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    return "\n".join([*text, "", *_work(result["work"])])


def _page(name: str, page: dict[str, Any]) -> tuple[str, ...]:
    target = PAGES[name]
    wanted = [f"≥{target.rps:g}/s"] if target.rps else []
    wanted += [f"{what}≤{limit:g}" for what, limit in (("p50", target.p50), ("p95", target.p95), ("SQL", target.sql)) if limit]
    mark = "达到" if is_met(target, page) else "未达到"
    return (
        target.label, _number(page["rps"]), _number(page["p50"], 1), _number(page["p95"], 1),
        f"{page['sql']}+{page['frame']}", _number(page["cpu_ms"], 1), _number(page["bare"]),
        f"{' '.join(wanted)} {mark}" + (f" 出错 {page['wrong']}" if page["wrong"] else ""),
    )


def _work(work: dict[str, Any]) -> list[str]:
    batch, later, fold, rebuild = work["batch"], work["batch_settled_later"], work["fold"], work["rebuild"]
    drawn, exchanged = work["campaign"], work["exchange"]
    lines = [
        f"500 条一批 · batch: {batch['events_per_second']:,.0f} 条/秒，当场结算（{batch['people']} 人）；"
        f" {later['events_per_second']:,.0f} 条/秒，随后结算；直接 SQL {_number(batch.get('bare'))} 条/秒    应达到 ≥8,000",
        f"推导一人 · fold: {fold['ms']:.2f} ms（{fold['facts']} 条）    应达到 ≤1",
        f"重建一人 · rebuild: {rebuild['ms']:.1f} ms，其中本进程 {rebuild['cpu_ms']:.1f}    应达到 ≤30",
    ]
    lines += [
        f"抽取 · campaign: {drawn['venues']:,} 处中抽 {drawn['drawn']:,} 处，{drawn['s']:.2f} s    应达到 ≤2",
        f"兑换 · exchange: {exchanged['per_second']:,.0f} 次/秒（一个进程，本进程 {exchanged['cpu_ms']:.1f} ms）    应达到 ≥150",
    ]
    taken = work.get("import")
    if taken:
        lines.append(
            f"导入 {taken['rows']:,} 行 · import: 读入核对 {taken['staged_s']:.1f} s，入库 {taken['committed_s']:.1f} s"
            f"（合计应 ≤5），结算 {taken['settled_s']:.1f} s；入库 {taken['taken']:,} 人"
        )
    return lines


def _number(value: float | None, digits: int = 0) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _fill(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
