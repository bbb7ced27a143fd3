"""Which page is at an address is kept by the shape of the address."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLResolver, path, resolve, reverse
from django.urls.resolvers import RoutePattern

from guitu.kit.resolving import Remembered


def _one(request: HttpRequest, **what: object) -> HttpResponse:
    return HttpResponse()


def _other(request: HttpRequest, **what: object) -> HttpResponse:
    return HttpResponse()


PAGES = [
    path("people/", _other, name="people"),
    path("people/<uuid:person_id>/", _one, name="person"),
    path("people/<uuid:person_id>/facts/<uuid:fact_id>/", _one, name="fact"),
    path("people/<uuid:person_id>/<slug:tab>/", _other, name="tab"),
    path("people/<str:word>/of/<uuid:person_id>/", _other, name="word"),
]
PLAIN = URLResolver(RoutePattern(""), PAGES)
A, B = UUID("bce54303-741b-4abe-b53f-07fc2cedcab7"), UUID("de2a6110-0418-415f-a7c1-d07ae60f0504")  # fixed: they stand in the names of tests


@pytest.mark.parametrize(
    "address",
    [
        "people/", f"people/{A}/", f"people/{B}/", f"people/{A}/facts/{B}/", f"people/{B}/facts/{A}/", f"people/{A}/visits/",
        f"people/{B}/tests/", f"people/*/of/{A}/", f"people/{B}/of/{A}/", f"people/{A}/facts/{A}/",
    ],
)
def test_a_page_is_found_as_django_finds_it_with_its_own_ids_the_second_time_too(address: str) -> None:
    remembered, plain = Remembered(PAGES), PLAIN.resolve(address)
    for other in (f"people/{uuid4()}/", f"people/{uuid4()}/facts/{uuid4()}/", f"people/{uuid4()}/of/{uuid4()}/"):
        remembered.resolve(other)
    for _ in range(2):
        found = remembered.resolve(address)
        assert (found.func, found.kwargs, found.url_name, found.route) == (plain.func, plain.kwargs, plain.url_name, plain.route)
        assert found.captured_kwargs == plain.captured_kwargs  # type: ignore[attr-defined]  # Django's stubs leave it out
        assert [type(value) for value in found.kwargs.values()] == [type(value) for value in plain.kwargs.values()]


@pytest.mark.parametrize(
    "address",
    ["people", "people/*/", f"people/f{A}/", f"people/{A}a/", f"people/{str(A).upper()}/", f"people/{A}", f"people/{A}{B}/", f"people/{A}/facts/*/"],
)
def test_what_is_nowhere_stays_nowhere(address: str) -> None:
    remembered = Remembered(PAGES)
    for other in (f"people/{B}/", f"people/{B}/facts/{A}/"):
        assert isinstance(remembered.resolve(other).kwargs["person_id"], UUID)
    for _ in range(2):
        with pytest.raises(Resolver404):
            remembered.resolve(address)


def test_the_house_finds_a_page_again_by_its_shape() -> None:
    for person in (A, B):
        found = resolve(reverse("person", args=[person]))
        assert (found.url_name, found.kwargs) == ("person", {"person_id": person})
