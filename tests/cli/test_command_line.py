from __future__ import annotations

import pytest

from guitu.cli import main as command_line


@pytest.mark.parametrize("name", command_line.available())
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.main([name, "--help"])
    assert ended.value.code == 0
    assert f"usage: guitu {name}" in capsys.readouterr().out


def test_without_a_command_all_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main([]) == 0
    out = capsys.readouterr().out
    assert "demo" in out
    assert "doctor" in out


def test_an_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["nonsense"]) == 2
    assert "没有 nonsense 这个命令" in capsys.readouterr().err


def test_a_wrong_option_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.main(["serve", "--nonsense"])
    assert ended.value.code == 2
    assert "--nonsense" in capsys.readouterr().err


def test_a_refusal_is_a_plain_sentence_and_exit_code_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    assert command_line.main(["demo", "--no-serve"]) == 1
    assert "DATABASE_OWNER_URL" in capsys.readouterr().err


def test_the_administrators_sql_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["database-setup", "--print", "--database", "county"]) == 0
    assert 'CREATE DATABASE "county"' in capsys.readouterr().out
