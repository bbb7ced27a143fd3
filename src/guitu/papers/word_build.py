"""A Word template is built from the blocks of a paper, so that Word and PDF say the same words."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

BODY, HEADING = "宋体", "黑体"  # what Word has on every Chinese machine
FIXED = datetime(2026, 1, 1)  # noqa: DTZ001  a property of the file, which knows no zone
Block = Mapping[str, str]


def build(empty: bytes, title: str, blocks: Sequence[Block]) -> bytes:
    """The template of these blocks, with `{{ field }}` where a value goes."""
    document = docx.Document(io.BytesIO(empty))
    _page(document)
    _paragraph(document, title, size=21, bold=True, font=HEADING, align=WD_ALIGN_PARAGRAPH.CENTER)
    _paragraph(document, "{{ 文号 }}", size=12, align=WD_ALIGN_PARAGRAPH.RIGHT)
    for part in _parts(blocks):
        if isinstance(part, list):
            _table(document, part)
        else:
            _block(document, part)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _parts(blocks: Sequence[Block]) -> Iterator[Any]:
    """Rows that follow each other are one table."""
    table: list[Block] = []
    for block in blocks:
        if block["look"] == "row":
            table.append(block)
            continue
        if table:
            yield table
            table = []
        yield block
    if table:
        yield table


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(30), Mm(28), Mm(27), Mm(25)
    said = document.core_properties
    said.author = said.last_modified_by = said.title = said.comments = ""
    said.created = said.modified = FIXED


def _block(document: Any, block: Block) -> None:
    look = block["look"]
    paragraph = _paragraph(
        document, block["text"], size=11 if look == "note" else 15, needs=block["needs"],
        align={"end": WD_ALIGN_PARAGRAPH.RIGHT, "note": WD_ALIGN_PARAGRAPH.CENTER}.get(look),
    )
    if look == "text":
        paragraph.paragraph_format.first_line_indent = Pt(30)
    if look == "sign":
        paragraph.paragraph_format.space_before = Pt(8)


def _paragraph(
    document: Any, text: str, *, size: int, bold: bool = False, font: str = BODY, align: Any = None, needs: str = ""
) -> Any:
    if needs:
        document.add_paragraph("{%p if " + needs + " %}")
    paragraph = document.add_paragraph()
    _written(paragraph, text, size, bold=bold, font=font)
    paragraph.alignment = align
    if needs:
        document.add_paragraph("{%p endif %}")
    return paragraph


def _table(document: Any, rows: Sequence[Block]) -> None:
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for block in rows:
        label, value = table.add_row().cells
        label.width, value.width = Mm(38), Mm(120)
        _written(label.paragraphs[0], block["label"], 13, bold=True, font=HEADING)
        _written(value.paragraphs[0], block["text"], 14)
    document.add_paragraph()


def _written(paragraph: Any, text: str, size: int, *, bold: bool = False, font: str = BODY) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    run.font.name = "Times New Roman"
    properties = run._element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.append(fonts)
    fonts.set(qn("w:eastAsia"), font)
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.line_spacing = 1.3
