"""Renders our pages: Jinja2 templates found beside their views, components as the global `ui`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2_fragments import render_block, render_blocks
from markupsafe import Markup

from guitu.kit import kept, menu, page_filters
from guitu.kit.addresses import address
from guitu.kit.addresses import has_address as has_url
from guitu.kit.folding import folding

P = ParamSpec("P")
T = TypeVar("T")
PACKAGE = Path(__file__).resolve().parent.parent
COMPONENTS = "frame/components"
OF_LISTS = "lists/components"  # they name doors of `lists`, which the frame does not know
# Macros of nothing but their arguments, all of them texts: made once for the same ones.
SAME = frozenset({"icon", "logo", "tag", "chip", "clause"})
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class PostChoice:
    """A post that the same person may act from instead."""

    id: str
    label: str


@dataclass(frozen=True)
class Frame:
    """What surrounds every page: from which post one acts, and where one may go."""

    post_label: str
    holder: str
    active: str = ""
    allowed: frozenset[str] | None = None
    # menu entry, how many wait there; put in at each use, so that the frame is drawn once whatever waits
    badges: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    demo: bool = False
    other_posts: tuple[PostChoice, ...] = ()
    post_id: str = ""
    who: str = ""  # the mark of the human being, by which a page knows that somebody else has logged in since
    desk: str = ""  # the post that acts, by which a record that waits knows from where it was written
    lock: str = ""  # the public half of the human being's box, into which the page puts what was typed

    def may_open(self, key: str) -> bool:
        return self.allowed is None or key in self.allowed

    def badge(self, key: str) -> int:
        return dict(self.badges).get(key, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One row of `ui.duty_lines`: what, about whom, why; where it is recorded, where it is put off."""

    what: str
    who: str
    where: str = ""
    tag: str = ""
    tone: str = "plain"
    why: str = ""
    clause: Mapping[str, str] | None = None
    note: str = ""
    id: str = ""
    person_url: str = ""
    url: str = ""
    later_url: str = ""
    parts: tuple["DutyLine", ...] = ()  # what is due of one matter on one day: one row
    is_meeting: bool = False  # its button opens the sheet on which they are recorded together


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One row of `ui.person_lines`: the masked name, the state, the place and one line; the tag is what is late."""

    name: str
    url: str
    state: str = ""
    tone: str = "plain"
    place: str = ""
    line: str = ""
    tag: str = ""
    phone: str = ""  # shown for a purpose, for some minutes
    pick: str = ""  # its id, where it can be ticked


def url(name: str, *args: Any, query: Mapping[str, Any] | None = None, **kwargs: Any) -> str:
    return reverse(name, kwargs=kwargs, query=query or None) if kwargs else address(name, *args, query=query)


@lru_cache(maxsize=512)
def _static_once(path: str) -> str:
    return static(path)


def _static(path: str) -> str:
    return static(path) if settings.DEBUG else _static_once(path)


@lru_cache(maxsize=8192)
def _in_language(language: str, message: str) -> Markup:
    with translation.override(language):
        return Markup(translation.gettext(message))  # noqa: S704  texts of ours, never what somebody typed


class Components:
    """Every macro of a folder, by name: `ui.duty_row(…)` of frame/components, without an import line in any page, which
    would look up the globals of its module at each request."""

    def __init__(self, env: Environment, folder: str = COMPONENTS) -> None:
        self._env, self._folder = env, folder
        self._file_of: dict[str, str] = {}

    def _find(self) -> None:
        for path in sorted((PACKAGE / self._folder).glob("*.html")):
            name = f"{self._folder}/{path.name}"
            for macro in vars(self._env.get_template(name).module):
                if not macro.startswith("_"):
                    self._file_of[macro] = name

    def names(self) -> list[str]:
        self._find()
        return sorted(self._file_of)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._file_of:
            self._find()
        if name not in self._file_of:
            raise AttributeError(name)
        macro = getattr(self._env.get_template(self._file_of[name]).module, name)
        if not self._env.auto_reload:
            if name in SAME:
                macro = lru_cache(maxsize=2048, typed=True)(macro)
            setattr(self, name, macro)  # found once: a page of a hundred rows asks a thousand times
        return macro


def environment() -> Environment:
    """Of the language that is spoken now; each compiles its own templates."""
    return _environment(translation.get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=8)
def _environment(language: str) -> Environment:
    def say(message: str, **values: Any) -> Markup:
        found = _in_language(language, message)
        return found % values if values or "%" in message else found

    def page_language() -> str:
        return "en" if language.startswith("en") else "zh-Hans"

    env = Environment(
        loader=FileSystemLoader(PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=settings.DEBUG,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        say,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    always = {"_": say, "gettext": say, "static": _static, "page_language": page_language}
    env.code_generator_class = folding(always)
    env.filters.update(page_filters.FILTERS)
    env.globals.update(
        always,
        url=url,
        has_url=has_url,
        csrf_token=kept.csrf_token,
        csrf_input=kept.csrf_input,
        request_id_input=kept.request_id_input,
        waits_here=kept.waits_here,
        nonce=kept.nonce,
        here=kept.here,
        badge=kept.badge,
        made_once=partial(kept.made_once, language),
        menu_shelf=menu.shelf,
        menu_on_phone=menu.on_phone,
        menu_searches=menu.searches,
        ui=Components(env),
        lists=Components(env, OF_LISTS),
    )
    return env


def drawn_once(draw: Callable[P, T]) -> Callable[P, T]:
    """Keeps what is drawn of the same arguments in the same language. All that it depends on must be among them."""

    @lru_cache(maxsize=4096)
    def in_language(_language: str | None, *args: P.args, **kwargs: P.kwargs) -> T:
        return draw(*args, **kwargs)

    @wraps(draw)
    def once(*args: P.args, **kwargs: P.kwargs) -> T:
        if settings.DEBUG:
            return draw(*args, **kwargs)
        return in_language(translation.get_language(), *args, **kwargs)  # type: ignore[arg-type]  # hashable, or it fails at once

    return once


def drawn(macro: str, line: Any) -> Markup:
    """One line of a list by itself, for who keeps it: `ui.duty_lines`, `ui.person_lines` take several."""
    components: Any = environment().globals["ui"]
    return Markup(getattr(components, macro)([line]))  # noqa: S704  the template has escaped it


def render_to_string(
    template: str,
    context: Mapping[str, Any] = NOTHING,
    *,
    request: HttpRequest | None = None,
    block: str | Sequence[str] | None = None,
) -> str:
    """The page as text; `block` (one name or several) gives only those parts of it."""
    env = environment()
    token = kept.request.set(request)  # macros are imported without context: what belongs to the request is found here
    try:
        values = {
            "request": request,
            "frame": getattr(request, "frame", None),
            **context,
        }
        if block is None:
            return env.get_template(template).render(values)
        if isinstance(block, str):
            return str(render_block(env, template, block, values))
        return str(render_blocks(env, template, list(block), values))
    finally:
        kept.request.reset(token)


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] = NOTHING,
    *,
    block: str | Sequence[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The answer to a click: a whole page, or with `block` the part that HTMX puts in place."""
    text = render_to_string(template, context, request=request, block=block)
    response = HttpResponse(text, status=status)
    response["Vary"] = "HX-Request"
    return response
