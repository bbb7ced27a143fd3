"""What somebody asks for, in one piece: 要帮忙（看病）, 请假（03-20 至 03-22）. For the file, the sheet and the person's own page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from guitu.kit.telling import with_more
from guitu.ledger import fact_words


def wished(body: Mapping[str, Any]) -> str:
    said = fact_words.code("wish", body["wish"])
    if body.get("need"):
        return with_more(said, fact_words.code("need", body["need"]))
    if body.get("since"):
        return with_more(said, _("%(since)s 至 %(until)s") % {"since": body["since"], "until": body["until"]})
    return with_more(said, fact_words.code("reason", body["reason"])) if body.get("reason") else said
