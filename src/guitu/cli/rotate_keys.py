"""`guitu rotate-keys`: a new key, everything sealed anew under it while the house works; `--retire`: the old ones go."""

from __future__ import annotations

import argparse
import time

from guitu.cli import environment
from guitu.cli.stop import Stop

SAID_EVERY = 1.0  # seconds


def configure(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--status", action="store_true", help="只看还剩多少 · only how many are left")
    which.add_argument("--retire", action="store_true", help="旧密钥下没有数据了，去掉 · take the old keys away")


def run(args: argparse.Namespace) -> int:
    with environment.django("owner"):
        from django.db import connection

        from guitu.rotation.turning import older_heads, under

        if args.status:
            left = under(connection, older_heads())
            for column, number in left.items():
                print(f"  {column.called} {number}")
            return _said(sum(left.values()))
        return _retire(connection) if args.retire else _turn(connection)


def _turn(connection: object) -> int:
    from guitu.kit import clock
    from guitu.rotation.turns import turn_key

    state = {"said": 0.0}

    def told(left: int) -> None:
        if time.monotonic() - state["said"] >= SAID_EVERY:
            state["said"] = time.monotonic()
            print(f"\r还剩 {left} · {left} left   ", end="", flush=True)

    turned = turn_key(connection, clock.now, told)
    print(f"\r重新加密 {turned.sealed} 项。 {turned.sealed} values sealed anew.")
    if turned.unreadable:
        print(f"{turned.unreadable} 项打不开：旧密钥要留着，请联系维护人员。 {turned.unreadable} do not open: keep the old key.")
    print("请重新打印恢复单：./guitu keys --sheet。 Print the recovery sheet anew.")
    return _said(turned.left)


def _said(left: int) -> int:
    print(f"旧密钥下还有 {left} 项。 {left} values under older keys.")
    return 1 if left else 0


def _retire(connection: object) -> int:
    from guitu.kit import clock
    from guitu.rotation.turns import NotYet, retire

    found = retire(connection, clock.now())
    if isinstance(found, NotYet):
        if found.until is None:
            raise Stop(f"旧密钥下还有 {found.values} 项，先执行 ./guitu rotate-keys。", f"{found.values} values lie under older keys.")
        day = f"{found.until:%Y-%m-%d %H:%M %Z}"
        raise Stop(f"导出的文件和登录里可能还有，{day} 以后再去掉。", f"Exports and logins may still hold some: not before {day}.")
    print(f"去掉了 {len(found)} 个旧密钥。更早的备份要用旧的恢复单才能读。 {len(found)} gone; older backups need the older sheet.")
    return 0
