"""What an import says about a row, by code. The codes of identifiers have theirs in the rulebook."""

from __future__ import annotations

from guitu.rules import identifiers
from guitu.rules.verdict import Reason

SENTENCES: dict[str, str] = {
    "roster_without_headings": "前 10 行里没有找到表头。请下载模板对照，表头至少要有姓名和身份证号。",
    "roster_lacks_columns": "表里没有这些必需的列：{heading}。请补上，或在下面指定是哪一列。",
    "roster_maps_twice": "有两列都指定成了同一项：{heading}。请只留一列。",
    "name_missing": "没有填姓名。",
    "name_unreadable": "“{text}”不像姓名。",
    "text_too_long": "{heading}超过 {limit} 个字。",
    "word_unknown": "{heading}里的“{text}”不认识。请改成下拉框里的说法。",
    "day_unreadable": "{heading}里的“{text}”不是日期。请写成 2023-03-05。",
    "day_impossible": "{heading}里的“{text}”没有这一天。",
    "day_short_year": "{heading}里的“{text}”年份只有两位。请写四位。",
    "day_partial": "{heading}里的“{text}”没有写到日。",
    "day_in_future": "{heading} {text} 晚于今天。",
    "period_unreadable": "{heading}里的“{text}”看不出起止。请写成 2023-03-05 至 2026-03-04。",
    "count_unreadable": "{heading}里的“{text}”不是次数。",
    "years_unreadable": "{heading}里的“{text}”不是年数。",
    "phone_second_not_read": "{heading}有不止一个号码，只读了第一个。",
    "birth_contradicts_id": "出生日期 {text} 与身份证号里的不一样。",
    "sex_contradicts_id": "性别与身份证号里的不一样。",
    "days_out_of_order": "{later}早于{earlier}。",
    "period_ends_before_it_starts": "截止日期不晚于起始日期。",
    "period_contradicts_years": "起始日期到截止日期不是 {years} 年。",
    "state_contradicts_measure": "管控现状与措施类型不一致。",
    "state_beside_measure": "现状是强制隔离戒毒，措施写的是社区措施，请核对。",
    "state_needs_a_look": "管控现状“{text}”请导入后逐个核实。",
    "starts_in_future": "起始日期 {text} 晚于今天。",
    "measure_without_decision": "有措施却没有决定日期。请补上决定书上的日期。",
    "past_measure_without_decision": "以前的措施没有决定日期，不会记入经历。",
    "place_missing": "没有写所属镇街、村居和现住址，不知道归哪里管。",
    "repeats_id_number": "身份证号与第 {first} 行相同。",
    "repeats_name_and_birth": "姓名和出生日期与第 {first} 行相同，证件号码又不全，请核对是不是同一人。",
    "same_name_and_birth": "姓名和出生日期与第 {first} 行相同，证件号码不同，请核对。",
    "outside_your_area": "“{text}”不在您的辖区。请从表里删去这一行，或交给那里的人导入。",
    "town_unknown": "没有找到镇街“{text}”。请写全称，如“恩城街道”。",
    "town_missing": "没有写所属镇街，不知道归哪里管。请补上。",
    "village_unknown": "没有找到村居“{text}”，先归到镇街。导入后可以在人员页里改。",
    "worker_missing": "没有写责任社工。导入后列在“还没有责任社工”里，请指派。",
    "worker_unknown": "“{text}”今天不在本镇街的岗位上，或者重名。导入后列在“还没有责任社工”里，请指派。",
    "worker_is_another": "责任社工写的是“{text}”，您导入的人先归您名下。需要时请镇街负责人改派。",
    "date_assumed": "{heading}没有填，按{basis}（{on}）记。这是我们的默认，导入后可以更正。",
    "end_differs": "截止日期写的是 {text}，按报到日和期限推算是 {on}。以推算的为准。",
    "methadone_counts": "写了社会面，又在美沙酮治疗：记为药物维持治疗。",
    "state_not_supported_by_dates": "管控现状写的是{state}，按表里的日期今天是{folded}：{why}请核对日期或现状。",
    "already_on_file": "本镇街的同事已经给这个证件号码建档。请镇街负责人指派。",
}
ALL = identifiers.SENTENCES | SENTENCES


def sentence_of(reason: Reason) -> str:
    """The reason in words."""
    return ALL[reason.code].format_map(reason.values)
