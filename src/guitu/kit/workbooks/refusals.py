"""Why a spreadsheet is not read: a closed list of codes, each with what to do about it."""

from __future__ import annotations

from guitu.rules.verdict import Reason

SENTENCES: dict[str, str] = {
    "workbook_empty": "文件是空的，或者没有一行内容。请确认选对了文件。",
    "workbook_too_big": "文件有 {megabytes} MB，超过 {limit} MB。请拆成几份再传。",
    "workbook_not_a_spreadsheet": "这不是能读的表格文件。请另存为 .xlsx 后再传。",
    "workbook_broken": "文件已损坏，读不出来。请用 Excel 或 WPS 打开，另存为 .xlsx 后再传。",
    "workbook_encrypted": "文件设了打开密码。请去掉密码后再传。",
    "workbook_has_macro": "文件带宏。请另存为不带宏的 .xlsx 后再传。",
    "workbook_has_external_link": "文件链接了别的文件或网址。请在“数据—编辑链接”里断开链接后再传。",
    "workbook_has_embedded_object": "文件里嵌了别的文件或控件。请删去后再传。",
    "workbook_has_dtd": "文件里有不该有的声明（DTD），已拒收。请另存为 .xlsx 后再传。",
    "workbook_too_many_parts": "文件里的部件有 {count} 个，超过 {limit} 个。请把名单复制到新表再传。",
    "workbook_inflates_too_much": "文件解开后超过 {limit} MB。请把名单复制到新表再传。",
    "workbook_too_many_columns": "表格有 {count} 列，超过 {limit} 列。请删去用不到的列再传。",
    "workbook_too_many_rows": "表格超过 {limit} 行。请拆成几份再传。",
    "workbook_cell_too_long": "第 {line} 行有一格超过 {limit} 个字。请删短后再传。",
    "workbook_text_too_long": "表格里有一段文字太长，读不了。请删短后再传。",
    "workbook_needs_too_much": "表格太大或格式太乱，在限定的内存里读不完。请把名单复制到新表再传。",
    "workbook_takes_too_long": "表格读了 {seconds} 秒还没有读完，已停止。请拆成几份再传。",
    "workbook_lost": "文件在读之前就没有了。请重新传一次。",
    "workbook_no_such_sheet": "没有名为“{sheet}”的工作表。",
    "workbook_encoding_unknown": "看不出文字用的是什么编码。请另存为 .xlsx 后再传。",
}


class WorkbookRefused(Exception):
    """The file is not read; `reason` says why, as a code with its values."""

    def __init__(self, code: str, **values: object) -> None:
        assert code in SENTENCES, code
        self.reason = Reason(code, values)
        super().__init__(code)

    @property
    def sentence(self) -> str:
        from guitu.kit.telling import filled  # not above: the process that reads a file knows no Django

        return filled(SENTENCES[self.reason.code], self.reason.values)
