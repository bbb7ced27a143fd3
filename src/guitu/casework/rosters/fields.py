"""What a roster may say about a person: one line a column, in the order of the template."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    heading: str  # as in our own template
    kind: str  # how its cells are read: a key of cells.READERS
    width: float = 12
    is_required: bool = False
    is_soft: bool = False  # a spelling that nobody knows is a warning, not an error
    may_be_future: bool = False
    is_in_template: bool = True
    help: str = ""


FIELDS: tuple[Field, ...] = (
    Field("serial", "序号", "ignored", 6),
    Field("name", "姓名", "name", 10, is_required=True),
    Field("sex", "性别", "sex", 6),
    Field("id_kind", "证件种类", "id_kind", 14, is_soft=True),
    Field(
        "id_number",
        "身份证号",
        "id_number",
        22,
        is_required=True,
        help="18 位，本列已设为文本。末位 X 大小写都行。",
    ),
    Field("alias", "绰号", "text", 10),
    Field("ethnicity", "民族", "ethnicity", 8, is_soft=True),
    Field("born_on", "出生日期", "loose_day", 12, help="可不填，按身份证号算出。"),
    Field("education", "文化程度", "education", 12, is_soft=True),
    Field("marital", "婚姻状况", "marital", 10, is_soft=True),
    Field("phone", "联系电话", "phone", 14),
    Field("relative_name", "家属姓名", "text", 10),
    Field("relative_relation", "与本人关系", "relation", 10, is_soft=True),
    Field("relative_phone", "家属电话", "phone", 14, is_soft=True),
    Field("registered_address", "户籍地址", "text", 28),
    Field("living_address", "现住址", "text", 28),
    Field("town_name", "所属镇街", "text", 14, help="写全称，如“恩城街道”。"),
    Field("village_name", "所属村居", "text", 14),
    Field("grid_name", "所属网格", "text", 12, help="村（居）民小组，如“第三村民小组”或“3组”。"),
    Field("drugs", "毒品种类", "drugs", 14, is_soft=True),
    Field("first_used_on", "初次吸毒时间", "loose_day", 13, is_soft=True),
    Field("first_caught_on", "首次查获时间", "loose_day", 13),
    Field("caught_by_body", "查获单位", "text", 16),
    Field("caught_count", "查获次数", "count", 8, is_soft=True),
    Field("detox_count", "戒毒次数", "count", 8, is_soft=True),
    Field("state", "管控现状", "state", 14),
    Field("state_on", "现状日期", "day", 12, help="从哪天起：死亡、服刑、拘留、迁出、出境、销册、强戒的日期。"),
    Field(
        "abstinence_number",
        "三年未复吸文书号",
        "text",
        22,
        help="公安机关确认三年未复吸的文书号。没有填的，先照名册记，文书号待补。",
    ),
    Field("measure_kind", "措施类型", "measure_kind", 14),
    Field("measure_years", "年限", "years", 7),
    Field("deciding_body", "决定机关", "text", 20),
    Field("decision_number", "决定书文号", "text", 24),
    Field("decided_on", "决定日期", "day", 12),
    Field("received_on", "收到日期", "day", 12),
    Field("reported_on", "报到日期", "day", 12),
    Field("starts_on", "起始日期", "day", 12, may_be_future=True),
    Field("ends_on", "截止日期", "day", 12, may_be_future=True),
    Field("period", "起止日期", "period", 24, may_be_future=True, is_in_template=False),
    Field("agreement_signed_on", "协议签订日期", "day", 13),
    Field("risk_level", "风险等级", "risk_level", 9),
    Field("worker_name", "责任社工", "text", 10),
    Field("police_name", "责任民警", "text", 10),
    Field("employment", "就业状况", "employment", 12, is_soft=True),
    Field("workplace", "工作单位", "text", 18),
    Field("has_allowance", "是否低保", "yes_no", 9, is_soft=True),
    Field("is_insured", "是否参保", "yes_no", 9, is_soft=True),
    Field("is_on_methadone", "是否美沙酮", "yes_no", 11, is_soft=True),
    Field("health", "健康状况", "text", 14),
    Field("driving_licence", "驾驶证", "text", 10),
    Field("remark", "备注", "text", 20),
)

BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
REQUIRED: tuple[str, ...] = tuple(field.name for field in FIELDS if field.is_required)
READ: tuple[str, ...] = tuple(field.name for field in FIELDS if field.kind != "ignored")
