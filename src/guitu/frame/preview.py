"""Renders the sample pages of frame/preview to files: the look can be judged without a database."""

import json
import sys
from pathlib import Path
from typing import Any

import django
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

from guitu.kit import menu
from guitu.kit.declarations import MenuEntry, Search
from guitu.kit.pages import DutyLine, Frame, PersonLine, PostChoice, render_to_string

HERE = Path(__file__).resolve().parent
SAMPLES = HERE / "preview"
PAGES = ("today", "person", "register", "urine_test", "roster", "login", "followed", "check", "people")
MENU = (
    MenuEntry("today", "今日", "calendar-check", "today", "", "desk", 10, on_phone=10),
    MenuEntry("people", "帮教", "users", "people", "", "desk", 20, on_phone=20),
    MenuEntry("figures", "数据", "chart-bar", "register", "", "desk", 30),
    MenuEntry("roster", "导入", "file-import", "roster", "", "beside", 10),
    MenuEntry("settings", "设置", "settings", "settings", "", "beside", 20),
)
SEARCH = Search("people-search", "people", "people", "姓名、拼音、首字母或证件后四位", "找人", "找人")
PLACES = (
    *(entry.page for entry in MENU),
    "waiting",
    "areas",
    "people-search",
    "switch-post",
    "account_logout",
    "account_login",
    "demo-enter",
    "policy",
    "background",
    "prints",
    "tasks",
    "prevention",
    "my-school",
    "handovers",
    "announced",
    "needs",
    "my-team",
    "stories",
    "shop",
    "calls",
    "daybook",
    "caseloads",
    "level-choices",
    "testing-days",
    "tips",
    "meter",
    "meter-count",
    "venues",
    "sealing",
    "proof",
    "raise-call",
    "notices",
    "links",
    "notice-channels",
    "invited",
    "first",
    "keys",
    "looks",
    "ledger",
    "health",
    "safety",
    "help",
    "draft-key",
    "areas",
)


def _nowhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path(f"{name}/", _nowhere, name=name) for name in PLACES]
urlpatterns.append(path("help/about/<slug:key>/", _nowhere, name="help-topic"))


def sample_frame(active: str = "today") -> Frame:
    return Frame(
        post_label="恩城街道邑康家园 · 社工",
        holder="林婉",
        active=active,
        badges=(("today", 3),),
        demo=True,
        other_posts=(PostChoice("2", "大槐镇邑康家园 · 社工"),),
    )


def sample_data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((SAMPLES / "data.json").read_text(encoding="utf-8"))
    data["lines"] = {name: [DutyLine(**line) for line in lines] for name, lines in data["lines"].items()}
    data["people"] = [PersonLine(**line) for line in data["people"]]
    return data


class SampleLogin(forms.Form):
    login = forms.CharField()
    password = forms.CharField()

    def clean(self) -> None:
        raise forms.ValidationError("账号或口令不对。再错 3 次，要等 15 分钟。")


def _refused_login() -> SampleLogin:
    return SampleLogin({"login": "linwan", "password": "wrong"})


def sample_page(name: str) -> str:
    """One sample page as HTML; the login page stands outside the frame."""
    request = RequestFactory().get("/")
    if name == "login":
        values = {"form": _refused_login(), "demo": True, **sample_data()}
        return render_to_string("frame/login.html", values, request=request)
    request.frame = sample_frame()  # type: ignore[attr-defined]
    return render_to_string(f"frame/preview/{name}.html", sample_data(), request=request)


def main(folder: str) -> None:
    if not settings.configured:
        settings.configure(
            USE_I18N=True,
            USE_TZ=True,
            LANGUAGE_CODE="zh-hans",
            TIME_ZONE="Asia/Shanghai",
            STATIC_URL="/static/",
            ROOT_URLCONF="guitu.frame.preview",
            SECRET_KEY="only-for-sample-pages",  # noqa: S106
        )
        django.setup()
        menu.MENU.fill((entry.key, entry) for entry in MENU)
        menu.SEARCHES.fill([("people", SEARCH)])
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        (out / f"{name}.html").write_text(sample_page(name), encoding="utf-8")
    sys.stdout.write(f"{len(PAGES)} pages in {out}\n")


if __name__ == "__main__":
    main(sys.argv[1])
