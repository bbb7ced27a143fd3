"""Finds the command and runs it. A command is a module here with `configure(parser)` and `run(args) -> int`.

To add one: write `cli/<name>.py` (dashes become underscores) and add its line below. Exit codes: 0 done,
1 refused or failed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from guitu.cli.stop import Stop
from guitu.postgres import Trouble

FOLDER = Path(__file__).parent

COMMANDS = {
    "demo": "建起演示并打开服务 · build the demo and serve it",
    "serve": "打开服务 · serve",
    "worker": "后台任务 · run background jobs",
    "migrate": "更新数据库结构 · bring the database up to date",
    "first-admin": "一个县开始使用 · a county begins",
    "posts": "岗位编号，给 --as 用 · posts, for --as",
    "account": "停用账号、打开一半口令 · accounts: out of use, codes",
    "keys": "密钥恢复单 · the recovery sheet",
    "import": "导入花名册 · import a roster",
    "register": "名册等式 · the register of an area on a day",
    "figures": "演示里五篇文章的数，逐一核对 · the figures of the five articles, checked",
    "person": "一个人的现状与理由 · what follows for one person, and why",
    "seal-ledger": "封存台账，每分钟自动做 · seal the ledger, as every minute",
    "verify": "台账有没有被改动 · whether the ledger was altered",
    "rotate-keys": "换密钥，不停机 · turn the key while the house works",
    "rebuild": "由事实重建推导数据 · rebuild what is derived from facts",
    "policy": "某地某日的规定数值 · the numbers in force somewhere on a day",
    "bench": "测量速度 · measure speed",
    "prove": "尽力考验自己的一台服务器 · try a server of its own as hard as can be",
    "anonymity": "不加密的资料能不能认出人 · whether what lies in clear tells people apart",
    "doctor": "检查本机与数据库 · check this machine and the database",
    "database-setup": "给数据库管理员的 SQL · the SQL for a database administrator",
    "test": "运行测试 · run the tests",
    "check": "静态检查 · run the static checks",
    "fix": "自动整理代码 · tidy the code",
    "lock": "重新锁定依赖 · lock the dependencies anew",
}
HIDDEN = ("demo-build", "prepare", "settle-upgraded", "docs", "work", "web-server")  # called by the others
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(overview())
        return 0
    name, rest = arguments[0], arguments[1:]
    if name not in available():
        print(f"没有 {name} 这个命令。 There is no command {name}.\n\n{overview()}", file=sys.stderr)
        return 2
    module = importlib.import_module(f"guitu.cli.{_module_name(name)}")
    try:
        return int(module.run(_parse(name, module, rest)))
    except (Stop, Trouble) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def overview() -> str:
    present = available()
    lines = [f"  {name:<16}{text}" for name, text in COMMANDS.items() if name in present]
    head = "归途 Guitu\n\n用法 usage: ./guitu 命令 [选项] · ./guitu 命令 --help\n"
    return "\n".join([head, *lines])


def available() -> list[str]:
    return [name for name in (*COMMANDS, *HIDDEN) if (FOLDER / f"{_module_name(name)}.py").exists()]


def _module_name(command: str) -> str:
    # `import` is a word of Python's own, and `test` and `docs` say too little for a file.
    special = {"import": "import_roster", "lock": "lock_files", "test": "run_tests", "check": "run_checks"}
    return special.get(command, command.replace("-", "_"))


def _parse(name: str, module: ModuleType, rest: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"guitu {name}", description=COMMANDS.get(name), allow_abbrev=False)
    module.configure(parser)
    if parser.get_default("takes_rest"):
        args, unknown = parser.parse_known_args(rest)
        args.rest = unknown
        return args
    return parser.parse_args(rest)
