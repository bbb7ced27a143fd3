"""`guitu first-admin`: a county begins. Its posts are laid out, all vacant, and one administrator gets a one-time code."""

from __future__ import annotations

import argparse

from guitu.cli import environment
from guitu.cli.stop import Stop


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--county", required=True, help="六位县级代码，如 440785 · county code")
    parser.add_argument("--name", required=True, help="安全管理员姓名 · the administrator's name")
    parser.add_argument("--login", required=True, help="账号 · login")
    parser.add_argument("--number", default="", help="工号或证件号码，只存加密的索引 · staff or identity number")
    parser.add_argument("--sex", choices=["female", "male"])


def run(args: argparse.Namespace) -> int:
    with environment.django() as found:
        if found.is_demo:
            raise Stop("演示库里已经有人了，直接从登录页进入。", "The demo has its people: enter on the login page.")
        from guitu.grid.beginning import begin_county
        from guitu.grid.divisions import UnknownDivision
        from guitu.kit import clock
        from guitu.kit.errors import Refused
        from guitu.rules.sentences import sentence

        try:
            answer = begin_county(args.county, args.name, args.sex, args.login, clock.now(), number=args.number)
        except UnknownDivision:
            raise Stop(f"没有代码为 {args.county} 的县。", f"There is no county {args.county}.") from None
        except Refused as refusal:
            words = "；".join(sentence(reason) for reason in refusal.reasons)
            raise Stop(words, "Refused; the reason is above.") from None
    print(f"已建立 {answer['posts']} 个岗位，都还空着。\n账号 {answer['login']}\n一次性口令 {answer['once']}")
    print("第一次登录后必须换口令；请在“设置”里任命其他岗位。")
    return 0
