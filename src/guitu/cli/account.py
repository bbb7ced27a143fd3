"""`guitu account`: what cannot wait for a page. An account out of use at once, and the second half of a code where a
county has no second person yet."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from guitu.cli import environment
from guitu.cli.stop import Stop


def configure(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="what", required=True, metavar="disable | enable | open-code")
    for name, text in (("disable", "立即停用 · out of use at once"), ("enable", "恢复使用 · back into use")):
        part = parts.add_parser(name, help=text)
        part.add_argument("login", help="账号 · login")
        part.add_argument("--as", dest="post", required=True, help="岗位编号 · the post you act from")
        part.add_argument("--because", required=True, help="为什么 · why")
    part = parts.add_parser("open-code", help="口令的后一半，由掌管服务器的人打开 · the second half of a code")
    part.add_argument("login", help="账号 · login")
    part.add_argument("--county", required=True, help="六位县级代码 · county code")


def run(args: argparse.Namespace) -> int:
    with environment.django() as found:
        if found.is_demo and args.what == "open-code":
            raise Stop("演示库里不用口令。", "The demo needs no code.")
        from guitu.kit.errors import NotVisible, Refused
        from guitu.rules.sentences import sentence

        does: Callable[[argparse.Namespace], str] = _open_code if args.what == "open-code" else _use
        try:
            print(does(args))
        except NotVisible:
            raise Stop("没有找到这个账号。", "There is no such account in reach of this post.") from None
        except Refused as refusal:
            words = "；".join(sentence(reason) for reason in refusal.reasons)
            raise Stop(words, "Refused; the reason is above.") from None
    return 0


def _use(args: argparse.Namespace) -> str:
    from guitu.cli.acting import actor_for
    from guitu.grid.accounts.commands import disable_account, enable_account
    from guitu.grid.models import Account
    from guitu.kit import clock
    from guitu.kit.errors import NotVisible

    account = Account.objects.filter(login=args.login).first()
    if account is None:
        raise NotVisible
    command = disable_account if args.what == "disable" else enable_account
    command(actor_for(args.post), at=clock.now(), door="cli", account_id=account.pk, because=args.because)
    return f"{args.login} 已停用。" if args.what == "disable" else f"{args.login} 已恢复使用。"


def _open_code(args: argparse.Namespace) -> str:
    from guitu.grid.access import clock_actor
    from guitu.grid.codes.commands import open_code
    from guitu.grid.models import CodeLetter
    from guitu.kit import clock
    from guitu.kit.database import acting
    from guitu.kit.errors import NotVisible

    holder = clock_actor(args.county, may=frozenset({"open_code"}))
    with acting(holder):
        letter = (
            CodeLetter.objects.filter(account__login=args.login, opened_at=None, until_at__gt=clock.now())
            .order_by("-asked_at")
            .first()
        )
    if letter is None:
        raise NotVisible
    answer = open_code(holder, at=clock.now(), door="cli", letter_id=letter.pk)
    if answer["kind"] == "factor":
        return f"{args.login} 的第二道验证已取消。"
    return f"账号 {args.login}\n口令的后一半 {answer['once']}\n请当面交给本人；不要和前一半放在一起。"
