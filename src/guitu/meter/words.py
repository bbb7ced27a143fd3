"""How the fields of forms are called that are no field of a fact: those of a person's particulars, of papers and places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guitu.ledger import fact_words

_FIELDS: Mapping[str, Any] = {
    "name": _("姓名"), "phone": _("电话"), "address": _("住址"), "home_address": _("户籍地址"), "id_number": _("证件号码"), "born_on": _("出生日期"),
    "sex": _("性别"), "relation": _("关系"), "words": _("说明"), "note": _("备注"), "from_on": _("从哪天"), "until_on": _("到哪天"), "kind": _("种类"),
    "document_no": _("文书号"), "letter_no": _("函号"), "receipt_no": _("回执号"), "measure": _("哪个措施"), "people": _("人员"), "lot": _("批号"),
}


def field(name: str) -> str:
    """The word of a field: as facts say it, else one of ours, else its name."""
    said = fact_words.field(name)
    return said if said != name else str(_FIELDS.get(name, name))
