"""`guitu posts`: which posts there are to name after `--as`: id, role, area, who holds each (masked), since when.

For whoever runs the server, as `first-admin` is: it asks for no post, since it is how a post is found.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from guitu.cli import environment
from guitu.cli.stop import Stop


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--area", default="", help="区划代码，如 440785 · area code")
    parser.add_argument("--role", default="", help="哪种岗位，如 county_clerk · role")
    parser.add_argument("--all", action="store_true", help="空缺的也列出 · vacant ones too")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    with environment.django():
        from guitu.grid.roles import ROLES

        if args.area and not args.area.isdigit():
            raise Stop(f"“{args.area}”不是区划代码，请写 440785 这样的数字。", f"{args.area} is no area code.")
        if args.role and args.role not in ROLES:
            known = " ".join(code for code in ROLES if code not in ("clock", "person", "guardian"))
            raise Stop(f"没有 {args.role} 这种岗位。有：{known}", f"There is no role {args.role}.")
        found = _found(args)
        if args.json:
            print(json.dumps(found, ensure_ascii=False))
            return 0
        for post in found:
            who = f"{post['holder']} 自 {post['since']}" if post["holder"] else "空缺 vacant"
            print(f"{post['id']}  {post['role']:<16} {post['area']:<15} {post['body']} · {post['title']}  {who}")
        print(f"共 {len(found)} 个岗位。 {len(found)} posts." if found else "没有这样的岗位。 No such post.")
        return 0 if found else 1


def _found(args: argparse.Namespace) -> list[dict[str, Any]]:
    from guitu.grid.access import clock_actor
    from guitu.grid.posts.queries import to_act_from
    from guitu.kit import clock
    from guitu.kit.database import acting, rows
    from guitu.kit.page_filters import masked

    answer: list[dict[str, Any]] = []
    for (county,) in rows("SELECT county_id FROM grid_counties() ORDER BY 1"):
        if not (county.startswith(args.area) or args.area.startswith(county)):
            continue
        with acting(clock_actor(county)):
            answer += to_act_from(county, args.area, args.role, clock.today(), vacant=args.all)
    return [
        {**post, "id": str(post["id"]), "since": post["since"].isoformat() if post["since"] else None,
         "holder": masked(post["holder"]) if post["holder"] else None}
        for post in answer
    ]
