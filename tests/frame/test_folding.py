from django.utils import translation

from guitu.kit.pages import environment


def said(language: str, source: str, **values: object) -> tuple[str, str]:
    """What the page says in this language, and the code it was compiled to."""
    with translation.override(language):
        env = environment()
        return env.from_string(source).render(values), str(env.compile(source, raw=True))


def test_a_text_of_the_template_is_part_of_its_code_in_each_language() -> None:
    for language, text in (("zh-hans", "今日"), ("en", "Today")):
        out, code = said(language, '<b>{{ _("今日") }}</b>')
        assert out == f"<b>{text}</b>"
        assert repr(out)[1:-1] in code


def test_a_text_with_values_is_said_when_the_page_is_drawn() -> None:
    out, code = said("zh-hans", '{{ _("还有 %(n)s 人", n=n) }}', n="<3>")
    assert out == "还有 &lt;3&gt; 人"
    assert "还有" in code


def test_what_depends_on_the_page_is_not_folded() -> None:
    assert said("zh-hans", "{{ _(word) }}", word="今日")[0] == "今日"
    assert said("en", "{{ _(word) }}", word="今日")[0] == "Today"
