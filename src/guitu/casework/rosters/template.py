"""The roster to download and fill in: headings as we call them, drop-downs, an example, how to fill it in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import BinaryIO

from guitu.casework.rosters import vocabulary
from guitu.casework.rosters.fields import FIELDS
from guitu.kit.workbooks.writing import Column, Page, write
from guitu.rules.identifiers import make_demo_id, make_demo_phone

ROSTER_SHEET = "名册"
EXAMPLE_SHEET = "示例"
GUIDE_SHEET = "填写说明"


def _first_words(words: dict[str, str]) -> tuple[str, ...]:
    return tuple(spellings.split()[0] for code, spellings in words.items() if code)


CHOICES: dict[str, tuple[str, ...]] = {
    "sex": _first_words(vocabulary.SEX),
    "id_kind": _first_words(vocabulary.ID_KIND),
    "ethnicity": tuple(
        group if group.endswith("族") else group + "族" for group in vocabulary.ETHNIC_GROUPS.split()
    ),
    "education": _first_words(vocabulary.EDUCATION),
    "marital": _first_words(vocabulary.MARITAL),
    "relative_relation": _first_words(vocabulary.RELATION),
    "drugs": _first_words(vocabulary.DRUGS),
    "state": (
        "社区戒毒中", "社区康复中", "强制隔离戒毒", "自愿戒毒中", "药物维持治疗", "服刑中", "拘留中",
        "社会面", "三年未复吸", "已出国", "已迁出", "已注销", "已死亡",
    ),
    "measure_kind": _first_words(vocabulary.MEASURE),
    "measure_years": ("1年", "2年", "3年"),
    "risk_level": ("极端风险", "高风险", "中风险", "低风险"),
    "employment": _first_words(vocabulary.EMPLOYMENT),
    "has_allowance": ("是", "否"),
    "is_insured": ("是", "否"),
    "is_on_methadone": ("是", "否"),
}

EXAMPLE: dict[str, str] = {
    "serial": "1",
    "name": "林示例",
    "sex": "男",
    "id_kind": "身份证",
    "ethnicity": "汉族",
    "education": "初中",
    "marital": "未婚",
    "relative_name": "林家属",
    "relative_relation": "父亲",
    "town_name": "恩城街道",
    "village_name": "示例社区",
    "living_address": "示例路 1 号",
    "drugs": "冰毒",
    "first_caught_on": "2023-02-27",
    "caught_count": "1",
    "state": "社区戒毒中",
    "measure_kind": "社区戒毒",
    "measure_years": "3年",
    "deciding_body": "示例公安局",
    "decision_number": "示公（示）社戒决字〔2023〕第1号",
    "decided_on": "2023-03-01",
    "received_on": "2023-03-02",
    "reported_on": "2023-03-05",
    "starts_on": "2023-03-05",
    "ends_on": "2026-03-04",
    "agreement_signed_on": "2023-03-05",
    "risk_level": "中风险",
    "employment": "工人",
    "has_allowance": "否",
    "is_insured": "是",
    "is_on_methadone": "否",
}

GUIDE: tuple[tuple[str, str], ...] = (
    ("怎么填", "在“名册”表里填，一人一行。“示例”表只供对照，不会读入。"),
    ("必填", "底色为杏色的两列：姓名、身份证号。其余有就填，没有就空着。"),
    ("身份证号", "本列已设为文本。粘贴时请选“只粘贴值”，否则末几位会变成 0，这样的行会被退回。"),
    ("日期", "写成 2023-03-05；2023.3.5、2023年3月5日也认。出生、初次吸毒、首次查获可只写到月。"),
    ("下拉框", "有下拉框的列请从框里选。导入前会逐行告诉您哪里不认识。"),
    ("毒品种类", "不止一种时用顿号隔开，如“冰毒、氯胺酮”。"),
    ("措施", "有措施的要填决定日期。起止日期写第一天和最后一天，如 2023-03-05 至 2026-03-04。"),
    ("镇街、村居", "写全称。写不全的，导入时按名称对照，对不上的会请您选。"),
    ("列", "列的次序可以改，用不到的可以删；多出来的列会告诉您，不会读入。"),
    ("导入以后", "有错的行不会进去。下载标红的错误表，改好再传，已经进去的不会重复。"),
)


def write_template(target: Path | BinaryIO) -> None:
    """An empty roster with its example and guide."""
    fields = [field for field in FIELDS if field.is_in_template]
    columns = [
        Column(field.heading, field.width, CHOICES.get(field.name, ()), field.help, field.is_required)
        for field in fields
    ]
    example = EXAMPLE | {
        "id_number": make_demo_id(date(1990, 1, 1), "male", 0),
        "phone": make_demo_phone(1),
        "relative_phone": make_demo_phone(2),
        "born_on": "1990-01-01",
    }
    write(
        target,
        [
            Page(ROSTER_SHEET, [], columns),
            Page(EXAMPLE_SHEET, [[example.get(field.name, "") for field in fields]], columns),
            Page(GUIDE_SHEET, GUIDE, [Column("事项", 14), Column("说明", 90)], style="note"),
        ],
    )
