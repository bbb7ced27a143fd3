"""What the log says of a request: which page and which number, never what somebody typed into the address."""

from __future__ import annotations

import logging


class WithoutAddresses(logging.Filter):
    """Django names the whole path of a request that failed; here the name of its page stands for it (S-15.6)."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is None or not hasattr(request, "path"):
            return True
        page = getattr(request.resolver_match, "view_name", None) or "no page"
        status = getattr(record, "status_code", "")
        record.msg, record.args = "%s at %s, request %s", (status, page, getattr(request, "number", "-"))
        return True
