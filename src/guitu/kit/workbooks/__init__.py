"""Spreadsheets from outside, read where they can do no harm; spreadsheets for outside, written inert."""

from guitu.kit.workbooks.inert import inert, without_apostrophe
from guitu.kit.workbooks.limits import LIMITS, Limits
from guitu.kit.workbooks.reading import Cell, Row, Sheet, all_begun, begun, opened, read
from guitu.kit.workbooks.refusals import SENTENCES, WorkbookRefused

__all__ = [
    "LIMITS", "SENTENCES", "Cell", "Limits", "Row", "Sheet", "WorkbookRefused", "all_begun", "begun", "inert", "opened",
    "read", "without_apostrophe",
]
