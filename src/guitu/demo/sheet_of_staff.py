"""A sheet of staff that the clerk of 恩平 has sent and not taken in yet: two are new, one differs, one word is asked."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from guitu.grid.models import Body
from guitu.importing import commands, pipeline, uploads
from guitu.importing.uploads import Arrived
from guitu.kit.actor import Actor
from guitu.kit.database import acting
from guitu.kit.workbooks.writing import Page, write
from guitu.rules.dates import days_after

NAME = "六月队伍花名册.xlsx"
HEADINGS = ("姓名", "所在单位", "人员类别", "入职日期", "证书名称", "证书号", "有效期至")


def send_sheet(clerk: Actor, body: UUID, names: list[str], at: datetime, today: date) -> None:
    """`names`: somebody who is entered already with a certificate, and three more."""
    with acting(clerk):
        where = Body.objects.get(pk=body).name
    path = Path(settings.UPLOADS) / f"{uuid4()}.part"
    known, *others = names
    since = today.replace(day=1).isoformat()
    rows = [
        ["恩平市禁毒队伍花名册"], HEADINGS,
        [known, where, "专职人员", "2023-01-01", "社会工作者职业资格", "示例-001", days_after(today, 1095).isoformat()],
        [others[0], where, "志愿者", since], [others[1], where, "家委会成员", since], [others[2], where, "禁毒义工", since], ["合计", 4],
    ]
    write(path, [Page("花名册", rows)])
    arrived = Arrived(path, hashlib.sha256(path.read_bytes()).digest(), NAME, clerk.path)
    answer = commands.expect_sheet(clerk, at=at, door="demo", sheet="staff", file=pipeline.Opaque(arrived, NAME))
    pipeline.read_waiting(clerk, UUID(answer["batch"]), sheet="staff", on=today, at=at)
    uploads.forget(UUID(answer["batch"]))
