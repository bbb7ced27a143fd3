"""Whether the house runs as it must: what the page of the system administrator and `guitu doctor` both look at."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from guitu.blocks.late import sealing_late
from guitu.kit import queue
from guitu.kit.database import row, rows

LEAST_FREE = 2 * 1024**3  # bytes
OLDEST_ENGINE = 150014
LARGEST_CLOCK_DIFFERENCE = 2.0  # seconds
UNGUARDED = """
SELECT DISTINCT c.relname FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attname IN ('scope_path', 'county_id')
AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1
"""
_ENGINE = (
    "SELECT current_setting('server_version_num')::int, current_setting('server_version'), current_setting('fsync'),"
    " current_setting('server_encoding'), clock_timestamp(), pg_postmaster_start_time(), pg_database_size(current_database())"
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is well, what was found, and what to do if it is not."""

    name: str
    is_well: bool
    said: str
    cure: str = ""


def checks(now: datetime, jobs: queue.Counts) -> list[Check]:
    """Everything that can be looked at without anybody's data, what is wrong first."""
    engine = row(_ENGINE) or (0, "", "", "", now, None, 0)
    found = [_disk(), *_engine(engine, now), _guarded(), _jobs(jobs), _worker(), _keys(), _sealed(now), *_house()]
    return sorted(found, key=lambda one: one.is_well)


def facts(now: datetime) -> list[dict[str, Any]]:
    """Versions and sizes, which are neither well nor unwell."""
    engine = row(_ENGINE)
    since = engine[5] if engine else None
    return [
        {"label": _("归途"), "value": _version("guitu")},
        {"label": "Python", "value": ".".join(map(str, sys.version_info[:3]))},
        {"label": "Django", "value": _version("django")},
        {"label": "PostgreSQL", "value": engine[1] if engine else ""},
        {"label": _("数据库大小"), "value": _size(engine[6] if engine else 0)},
        {"label": _("数据库已运行"), "value": _("%(n)s 小时") % {"n": int((now - since).total_seconds() // 3600)} if since else ""},
    ]


def _disk() -> Check:
    free = shutil.disk_usage(_there(settings.VAR)).free
    return Check(
        _("磁盘"), free >= LEAST_FREE, _("%(size)s 可用") % {"size": _size(free)},
        _("不足 %(size)s 时会停止写入。请清理磁盘或换一块大的。") % {"size": _size(LEAST_FREE)},
    )


def _there(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


def _engine(found: tuple[Any, ...], now: datetime) -> Iterator[Check]:
    number, said, fsync, encoding, there, _since, _bytes = found
    yield Check(_("数据库版本"), number >= OLDEST_ENGINE, said, _("请升级到 15.14 或更新。"))
    yield Check(_("断电不丢"), fsync == "on", f"fsync {fsync}", _("请打开 fsync，否则断电会丢已保存的记录。"))
    yield Check(_("编码"), encoding == "UTF8", encoding, _("请用 UTF8 建库。"))
    apart = abs((now - there).total_seconds())
    yield Check(_("时钟"), apart < LARGEST_CLOCK_DIFFERENCE, _("相差 %(n)s 秒") % {"n": f"{apart:.1f}"}, _("请让服务器和数据库对时。"))


def _guarded() -> Check:
    bare = [name for (name,) in rows(UNGUARDED)]
    return Check(_("行级安全"), not bare, "、".join(bare) or _("每张表都已强制"), _("请停用系统，联系维护人员。"))


def _jobs(found: queue.Counts) -> Check:
    said = _("排队 %(waiting)s，在做 %(running)s，中断 %(stalled)s，失败 %(failed)s") % {
        "waiting": found.waiting, "running": found.running, "stalled": found.stalled, "failed": found.failed,
    }
    return Check(_("后台任务"), found.is_well, said, _("失败的请在“后台任务”里再做一次；中断的会自己接着做。"))


def _worker() -> Check:
    number = queue.workers()
    return Check(_("后台进程"), number > 0, str(number), _("没有在运行。请到服务器上看 ./guitu serve 或 ./guitu worker。"))


def _keys() -> Check:
    path = Path(settings.KEYS)
    if not path.exists():
        return Check(_("密钥文件"), False, _("不在原处"), _("请按 docs/operating.md 用恢复单恢复，不要新建。"))
    mode = stat.S_IMODE(path.stat().st_mode)
    return Check(_("密钥文件"), mode == 0o600, _("权限 %(mode)s") % {"mode": f"{mode:o}"}, _("请改成只有运行的用户可读：chmod 600。"))


def _sealed(now: datetime) -> Check:
    late = sealing_late(now)
    return Check(_("台账封存"), not late, "、".join(late) or _("跟上了"), _("请看“台账校验”。后台进程在运行的，看凭证文件夹写不写得进。"))


def _house() -> Iterator[Check]:
    """What a real installation must not have; a demo may."""
    if settings.DEMO:
        return
    yield Check(_("运行身份"), os.geteuid() != 0, "root" if os.geteuid() == 0 else _("专门的用户"), _("请用专门的系统用户运行。"))
    yield Check(_("只走 HTTPS"), settings.SECURE, _("是") if settings.SECURE else _("否"), _("请按 docs/operating.md 设置证书。"))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _("源代码")


def _size(number: float) -> str:
    for unit in ("B", "KB", "MB"):
        if number < 1024:
            return f"{number:.0f} {unit}"
        number /= 1024
    return f"{number:.1f} GB"
