import datetime as dt
from typing import Any

import pytest
from django import forms
from django.test import RequestFactory

from guitu.frame import preview
from guitu.kit.pages import DutyLine, Frame, PersonLine, environment, render, render_to_string

CLAUSE = {
    "label": "第十四条",
    "title": "《戒毒条例》第十四条",
    "text": "应当自收到决定书之日起15日内报到",
    "source": "法律",
}


LINE = DutyLine(what="尿检", tag="今天", who="王**", why="到期", tone="red", url="/r", clause=CLAUSE, later_url="/l")


SOMEBODY = PersonLine(name="王**", url="/p", state="执行中")


@pytest.fixture(autouse=True)
def sample_addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "guitu.frame.preview"


def text(source: str, **values: Any) -> str:
    return environment().from_string(source).render(values)


def framed_request() -> Any:
    request = RequestFactory().get("/")
    request.frame = preview.sample_frame()  # type: ignore[attr-defined]
    return request


ONE_OF_EACH = {
    "icon": "ui.icon('users')",
    "logo": "ui.logo()",
    "tag": "ui.tag('过期 3 天', 'red')",
    "chip": "ui.chip('社区戒毒')",
    "count": "ui.count(3)",
    "clause": "ui.clause('第十四条', '标题', '全文', '出处')",
    "clause_of": "ui.clause_of(clause)",
    "masked": "ui.masked('4407**********1234', '/unmask')",
    "button": "ui.button('转出', disabled_why='还有一次检测未了结')",
    "banner": "ui.banner('合计不平', link='看', url='/x')",
    "attention": "ui.attention([{'text': '缺签名', 'links': [('补签', '/x')], 'clause': clause}])",
    "square_code": "ui.square_code({'size': 2, 'path': 'M0 0h1v1h-1z'}, '二维码')",
    "page_head": "ui.page_head('名册', '说明', '/back')",
    "duty_lines": "ui.duty_lines([line])",
    "duty_group": "ui.duty_group('今天')",
    "duty_fold": "ui.duty_fold('以后', '以后的 3 件', 'later')",
    "bars": "ui.bars([{'label': '一', 'value': 0}, {'label': '二', 'value': 4, 'today': true}], '未来七天')",
    "person_header": "ui.person_header('王**', '执行中', facts=[('至', '2028-07-18')], unmask_url='/u')",
    "counters": "ui.counters()",
    "counter": "ui.counter('拒绝', 2, 3, '次', counts=['一'], ignored=['二'], clause=clause)",
    "timeline": "ui.timeline()",
    "entry": "ui.entry('11-16', '未到', '林婉', follows=['核', {'text': '计', 'clause': clause}], late='x')",
    "counter_lines": "ui.counter_lines([{'label': '拒绝', 'value': 1, 'limit': 3}])",
    "follow_lines": "ui.follow_lines([['核', {'text': '计', 'clause': clause}], []])",
    "entry_lines": "ui.entry_lines([{'when': '11-16', 'what': '未到', 'who': '林婉', 'detail': '', 'follows': '',"
    " 'tone': 'red', 'late': '', 'void': '', 'correct_url': '/x'}])",
    "state_lines": "ui.state_lines([{'word': '社会面', 'from_on': '11-16', 'until_on': '', 'now': true, 'ahead': false,"
    " 'reasons': [{'text': '因', 'clause': clause}]}])",
    "equation": "ui.equation({'label': '在册', 'value': 417}, [{'label': '现有', 'value': 2, 'url': '/x'}])",
    "figure": "ui.figure(31, '人')",
    "progress": "ui.progress(3, 10, '已写入', '/stop', '/poll')",
    "receipt": "ui.receipt('率', '定义', [('分子', 1)], '/x')",
    "filter_bar": "ui.filter_bar([{'label': '全部', 'count': 0, 'url': '?', 'on': true}])",
    "filter_words": "ui.filter_words(['恩城', {'label': '过期', 'url': '?'}], 3, '/r', '/e')",
    "card": "ui.card('标题', '全部', '/x')",
    "rows": "ui.rows([{'label': '期满', 'value': '2028', 'clause': clause}])",
    "empty": "ui.empty('还没有', '先下载', '下载', '/x')",
    "pager": "ui.pager(53, 2, 3, '/p', '/n')",
    "tabs": "ui.tabs([{'label': '概览', 'url': '#', 'on': true}])",
    "table": "ui.table(['姓名', {'label': '行', 'num': true, 'sort_url': '/s', 'sorted': 'none'}], '名单')",
    "person_lines": "ui.person_lines([somebody])",
    "person_list": "ui.person_list()",
    "text_field": "ui.text_field('a', '姓名', '王', '说明', '请填')",
    "date_field": "ui.date_field('a', '日期', day, latest=day)",
    "select_field": "ui.select_field('a', '地点', [(1, '家')], '1', empty='请选')",
    "radio_field": "ui.radio_field('a', '结果', [('n', '阴性', '小字')], 'n')",
    "check_field": "ui.check_field('a', '已告知', true)",
    "checks_field": "ui.checks_field('a', '到场', [(1, '林'), (2, '李')], [2])",
    "sheets": "ui.sheets('带上的场所', 10)",
    "area_field": "ui.area_field('a', '情况', phrases=['配合'])",
    "file_field": "ui.file_field('a', '文件')",
    "hidden_field": "ui.hidden_field('a', day)",
    "form": "ui.form('/x', 'id-1', [{'name': 'a', 'text': '请填', 'clause': clause}])",
    "error_summary": "ui.error_summary([{'name': '', 'text': '不能登记'}])",
    "fieldset": "ui.fieldset('采样')",
    "side_by_side": "ui.side_by_side()",
    "when": "ui.when('result', ['positive'])",
    "form_acts": "ui.form_acts('保存', '/back', note='说明')",
    "check_answers": "ui.check_answers([{'label': '决定', 'value': '责令', 'change_url': '/c'}])",
    "followed": "ui.followed('已记录', [{'text': '下次', 'why': '因', 'clause': clause}], [('看', '/x')])",
    "foretold": "ui.foretold('现在的状态：社区戒毒。', [{'text': '下次', 'why': '因', 'clause': clause}])",
    "toast": "ui.toast('已保存')",
}
WITH_A_BODY = [
    "duty_group",
    "duty_fold",
    "counters",
    "timeline",
    "person_list",
    "card",
    "table",
    "form",
    "fieldset",
    "side_by_side",
    "when",
]


@pytest.mark.parametrize("name", sorted(ONE_OF_EACH))
def test_every_component_renders(name: str) -> None:
    call = ONE_OF_EACH[name]
    source = f"{{% call {call} %}}里面{{% endcall %}}" if name in WITH_A_BODY else f"{{{{ {call} }}}}"
    out = text(source, clause=CLAUSE, line=LINE, somebody=SOMEBODY, day=dt.date(2026, 11, 21))
    assert "<" in out
    assert "{{" not in out
    assert "里面" in out or name not in WITH_A_BODY


def test_no_component_is_left_untried() -> None:
    components: Any = environment().globals["ui"]
    assert set(components.names()) == {*ONE_OF_EACH, "bound"}


def test_those_whom_few_choose_are_folded_unless_one_of_them_is_chosen() -> None:
    out = text("{{ ui.checks_field('a', '到场', [('1', '林'), ('2', '李')], [], near=['1'], far='别的') }}")
    near, folded = out.split("<details", 1)
    assert "林" in near and "李" in folded and "<summary>别的</summary>" in folded and " open" not in folded.split(">", 1)[0]
    chosen = text("{{ ui.checks_field('a', '到场', [('1', '林'), ('2', '李')], ['2'], near=['1'], far='别的') }}")
    assert '<details class="others" open>' in chosen and chosen.count("checked") == 1
    assert "<details" not in text("{{ ui.checks_field('a', '到场', [('1', '林'), ('2', '李')], [], near=['1', '2'], far='别的') }}")


def test_what_was_typed_is_kept_and_escaped() -> None:
    assert "&lt;b&gt;" in text("{{ ui.text_field('a', '姓名', '<b>') }}")


def test_a_date_goes_back_into_its_field_as_the_browser_wants_it() -> None:
    assert 'value="2026-11-21"' in text("{{ ui.date_field('a', '日期', d) }}", d=dt.date(2026, 11, 21))


def test_an_error_is_tied_to_its_field() -> None:
    out = text("{{ ui.text_field('a', '姓名', '', '说明', '请填') }}")
    assert 'aria-describedby="a-help a-error"' in out
    assert 'aria-invalid="true"' in out


def test_a_clause_without_its_wording_is_a_plain_label() -> None:
    assert "<details" not in text("{{ ui.clause('工作规范') }}")


def test_nothing_to_do_shows_no_box() -> None:
    assert text("{{ ui.attention([]) }}").strip() == ""


@pytest.mark.parametrize(("value", "word"), [(0, ""), (1, ""), (2, "接近"), (3, "已达到"), (4, "已达到")])
def test_a_counter_says_in_words_when_it_comes_near(value: int, word: str) -> None:
    out = text("{{ ui.counter('拒绝', v, 3) }}", v=value)
    assert (word in out) if word else ("接近" not in out and "已达到" not in out)


class SampleForm(forms.Form):
    taken_on = forms.DateField(label="日期", initial=dt.date(2026, 11, 21))
    result = forms.ChoiceField(label="结果", choices=[("n", "阴性"), ("p", "阳性")], widget=forms.RadioSelect)
    place = forms.ChoiceField(label="地点", choices=[("h", "家中")])
    staff = forms.MultipleChoiceField(
        label="到场", choices=[("1", "林"), ("2", "李")], widget=forms.CheckboxSelectMultiple
    )
    told = forms.BooleanField(label="已告知", required=False)
    note = forms.CharField(label="情况", widget=forms.Textarea, required=False)
    word = forms.CharField(label="口令", widget=forms.PasswordInput)
    file = forms.FileField(label="文件")
    hidden = forms.CharField(widget=forms.HiddenInput)


def test_a_bound_django_field_becomes_the_right_component() -> None:
    out = text("{% for f in form %}{{ ui.bound(f) }}{% endfor %}", form=SampleForm())
    for part in (
        'type="date"',
        'type="radio"',
        "<select",
        'type="checkbox"',
        "<textarea",
        'type="password"',
        'type="file"',
    ):
        assert part in out, part
    assert 'name="hidden"' in out


def test_a_refused_form_keeps_its_answers_and_says_what_is_wrong() -> None:
    form = SampleForm({"result": "p", "note": "家中无人"})
    out = text("{% for f in form %}{{ ui.bound(f) }}{% endfor %}", form=form)
    assert "家中无人" in out
    assert 'value="p" checked' in out
    assert out.count("field-error") >= 4


@pytest.mark.parametrize("name", preview.PAGES)
def test_the_sample_pages_render_whole(name: str) -> None:
    out = preview.sample_page(name)
    assert out.startswith("<!doctype html>")
    assert "{{" not in out
    assert "{%" not in out


def test_a_page_without_a_frame_has_no_menu() -> None:
    out = render_to_string(
        "frame/preview/today.html", preview.sample_data(), request=RequestFactory().get("/")
    )
    assert '<nav class="side"' not in out


def test_the_menu_shows_only_what_exists_and_may_be_opened() -> None:
    request = RequestFactory().get("/")
    request.frame = Frame("邑康家园 · 社工", "林婉", allowed=frozenset({"today", "nowhere"}))  # type: ignore[attr-defined]
    out = render_to_string("frame/preview/today.html", preview.sample_data(), request=request)
    assert 'href="/first/"' in out
    assert 'href="/register/"' not in out


def test_the_open_place_is_marked_for_eye_and_ear() -> None:
    out = render_to_string("frame/preview/register.html", preview.sample_data(), request=framed_request())
    assert 'class="on" aria-current="page"' in out


def test_render_answers_with_status_and_one_token_for_the_page() -> None:
    response = render(framed_request(), "frame/preview/today.html", preview.sample_data(), status=422)
    assert response.status_code == 422
    assert response["Vary"] == "HX-Request"
    assert "X-CSRFToken" in response.content.decode()


def test_a_block_is_rendered_alone_for_htmx() -> None:
    out = render(
        framed_request(), "frame/preview/today.html", preview.sample_data(), block="main"
    ).content.decode()
    assert "<html" not in out
    assert "记录" in out


def test_a_page_without_a_form_sets_no_cookie() -> None:
    request = RequestFactory().get("/")
    render(request, "frame/errors/404.html", status=404)
    assert "CSRF_COOKIE" not in request.META


@pytest.mark.parametrize("code", ["400", "404", "409", "422", "429", "500", "503"])
def test_error_pages_need_nothing_and_say_nothing(code: str) -> None:
    out = render_to_string(f"frame/errors/{code}.html")
    assert "毒" not in out
    assert "<nav" not in out
