from django.utils import translation

from guitu.frame import catalogue
from guitu.kit.pages import render_to_string


def test_every_text_of_the_frame_has_its_english() -> None:
    known = catalogue.known_texts()
    waiting = [
        text.id
        for text in catalogue.found_texts()
        if text.id
        and any(file.startswith(("frame/", "kit/page")) for file, _ in text.locations)
        and not (known.get(text.id, text.context) or text).string
    ]
    assert waiting == []


def test_english_speaks_of_persons_plainly() -> None:
    for text in catalogue.known_texts():
        if not text.id:
            continue  # the header
        said = str(text.string).lower()
        assert "addict" not in said
        assert "!" not in said


def test_the_page_names_its_language() -> None:
    with translation.override("en"):
        assert '<html lang="en">' in render_to_string("frame/errors/404.html")
    with translation.override("zh-hans"):
        assert '<html lang="zh-Hans">' in render_to_string("frame/errors/404.html")


def test_the_catalogue_compiles_to_what_django_reads() -> None:
    target = catalogue.compile_catalogue()
    assert target.read_bytes()[:4] in (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")
