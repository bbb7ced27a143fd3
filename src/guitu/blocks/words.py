"""What is wrong with a ledger, as a person reads it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guitu.blocks.verifying import Fault


def told(fault: Fault) -> str:
    """What is wrong, with its number."""
    n, block, other = fault.line, fault.block, fault.other
    values = {"n": n, "block": block, "other": other}
    return _sentence(fault.code) % values


def _sentence(code: str) -> str:
    return {
        "missing": _("第 %(n)s 条不见了（第 %(block)s 块）。"),
        "changed": _("第 %(n)s 条和封存时不一样（第 %(block)s 块）。"),
        "unreadable": _("第 %(n)s 条里加密的内容打不开（第 %(block)s 块）。"),
        "foreign": _("第 %(n)s 条不是系统写的：封存时就没有系统的印记（第 %(block)s 块）。"),
        "moved": _("第 %(n)s 条封在第 %(block)s 块，它自己说的不是这一块。"),
        "too_many": _("第 %(block)s 块里多出 %(other)s 条，从第 %(n)s 条起看。"),
        "block_missing": _("第 %(block)s 块不见了，从第 %(n)s 条起对不上。"),
        "block_elsewhere": _("第 %(block)s 块接不上前一块，从第 %(n)s 条起对不上。"),
        "block_changed": _("第 %(block)s 块本身被改过，从第 %(n)s 条起。"),
        "signature": _("第 %(block)s 块的签名不对，从第 %(n)s 条起。"),
        "foreign_waiting": _("有一条还没封存的台账不是系统写的。"),
        "unlined": _("有一条事实在台账里没有记录：不是系统写进去的。"),
        "behind_anchor": _("外面留的凭证到第 %(block)s 块，库里从第 %(n)s 条起就没有了。"),
        "anchor_differs": _("外面留的第 %(block)s 块的凭证和库里不一样，从第 %(n)s 条起。"),
        "anchor_unreadable": _("凭证文件第 %(other)s 行不是本系统签的。"),
        "no_code": _("校验码没看懂。请照纸上的写，例如 12-ABCDE-FGHIJ。"),
        "code_differs": _("纸上第 %(block)s 块的校验码和库里算出来的不一样。先看有没有抄错、输错。"),
    }[code]


def trouble(code: str) -> str:
    """What stands in the way of keeping heads outside, and what to do."""
    return {
        "": "",
        "behind_anchor": _("凭证文件里的块比库里多：库可能被换成了旧的。请先校验，不要删凭证文件。"),
        "anchor_unwritable": _("凭证文件写不进去。请看它所在的文件夹还在不在、满没满。"),
    }[code]
