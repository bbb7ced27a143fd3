"""What an import says about a row or a file, by code; the refusals of commands have their words in the rulebook."""

from __future__ import annotations

from guitu.kit import workbooks
from guitu.kit.telling import filled, sentence
from guitu.rules import names, texts
from guitu.rules.verdict import Reason

# what may be wrong with a cell or a row of any sheet, of people too
CELLS: dict[str, str] = {
    "roster_answer_unknown": "“{text}”不在可选的答案里。请重新选择。",
    "cell_is_error": "{heading}里是 Excel 的错误值 {text}。请填上真正的内容。",
    "word_unknown": "{heading}里的“{text}”是什么意思，请在上面选一次。",
    "row_left_out": "按您的回答，这一行先不导入。",
    "day_unreadable": "{heading}里的“{text}”不是日期。请写成 2023-03-05。",
    "day_impossible": "{heading}里的“{text}”没有这一天。",
    "day_short_year": "{heading}里的“{text}”年份只有两位。请写四位。",
    "day_partial": "{heading}里的“{text}”没有写到日。",
    "day_in_future": "{heading} {text} 晚于今天。",
    "row_unreadable": "这一行存下的内容读不出，没有导入。请联系管理员，或把这一行放进一张新表再导一次。",
}
SENTENCES: dict[str, str] = {
    "sheet_without_headings": "前 30 行里没有找到表头。请下载模板对照，表头至少要有{heading}。",
    "sheet_lacks_columns": "表里没有这些必需的列：{heading}。请补上，或在下面指定是哪一列。",
    "sheet_maps_twice": "有两列都指定成了同一项：{heading}。请只留一列。",
    "sheet_field_unknown": "“{text}”不是这种表里的列或项。请重新选择。",
    "sheet_of_another_shape": "表头不同，没有读",
    "sheet_not_read": "没有读",
    "value_missing": "没有填{heading}。",
    "value_asked": "没有填{heading}，请在上面选一次。",
    "word_of_two": "{heading}里的“{text}”有两个。请写得更全。",
    "two_on_file": "系统里有两个这样的，认不出是哪一个。请先导出现有的，按编号改。",
    "mark_unknown": "系统里没有这个编号，或者不归您管。没有编号的，请空着。",
    "row_repeats": "和第 {first} 行是同一个。请只留一行。",
    "row_of_sheet_refused": "{heading}写的是这张表里的另一行，那一行没有导入。请先改好那一行。",
    "row_not_yours": "{heading}不在您的辖区，或者已经没有了。请重新选。",
    "row_changed_meanwhile": "读表以后别人改过。请重新读一次这张表。",
}
# what a batch answers when it is asked for something that it is past, or not ready for
BATCHES: dict[str, str] = {
    "nothing_to_import": "没有可以导入的行。",
    "mapping_unreadable": "每一列是什么已读不出，请联系管理员。",
    "batch_is_reading": "文件还在读。",
    "batch_is_unreadable": "这个文件没有读成。",
    "asker_left_post": "开始导入的人已不在这个岗位，或账号已停用，所以停了下来。现在在这个岗位的人可以接着导。",
    "batch_is_mapping": "还没有指定每一列是什么。",
    "batch_is_parsed": "这一批还没有导入。",
    "batch_is_importing": "这一批正在导入。",
    "batch_is_stopped": "这一批已经开始导入，列的对应不能再改。",
    "batch_is_imported": "这一批已经导入。",
    "batch_is_undoing": "这一批正在撤回。",
    "batch_is_undone": "这一批已经撤回。",
    "batch_is_failed": "这一批没有导入成功。",
}
ALL = names.SENTENCES | texts.SENTENCES | CELLS | SENTENCES | BATCHES | workbooks.SENTENCES


def sentence_of(reason: Reason) -> str:
    """The reason in words."""
    return filled(ALL[reason.code], reason.values) if reason.code in ALL else sentence(reason)
