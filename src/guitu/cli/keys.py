"""`guitu keys --sheet FILE`: the recovery sheet, to print and to lock away apart from the server."""

from __future__ import annotations

import argparse
import html
import os
from pathlib import Path

from guitu.cli import environment
from guitu.cli.stop import Stop

PAGE = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>归途 · 密钥恢复单</title>
<body><h1>归途 · 密钥恢复单</h1>
<p>没有密钥，数据库里的个人信息再也读不出来。请打印两份，与服务器分开，由两个人分别锁好；打印后删除这个文件。</p>
<p>恢复：把下面的内容原样存为密钥文件，权限 0600，再启动归途。</p><pre>{text}</pre>
<p>打印人：＿＿＿＿＿＿　保管人：＿＿＿＿＿＿　日期：＿＿＿＿＿＿</p></body></html>
"""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sheet", required=True, type=Path, help="写到哪个文件 · where to write the sheet")


def run(args: argparse.Namespace) -> int:
    ring = environment.keys()
    if not ring.exists():
        raise Stop("还没有密钥：第一次启动时会生成。", "There is no key ring yet: the first start makes it.")
    try:
        handle = os.open(args.sheet, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise Stop(f"{args.sheet} 已经存在。", f"{args.sheet} exists already.") from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(PAGE.format(text=html.escape(ring.read_text())))
    print(f"已写好 {args.sheet}。打印后请删除。 Written; delete it once printed.")
    return 0
