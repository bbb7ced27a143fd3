from django.urls import URLPattern, URLResolver, path

from guitu.people import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.people, name="people"),
    path("phones/", views.open_phones, name="open-phones"),
    path("search/", views.start_search, name="people-search"),
    path("<uuid:person_id>/unmask/", views.unmask, name="person-unmask"),
]
