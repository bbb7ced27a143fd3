from django.urls import path

from guitu.exports import views

urlpatterns = [
    path("", views.exports, name="exports"),
    path("people/", views.export_people, name="export-people"),
    path("<uuid:export_id>/fetch/", views.fetch, name="fetch-export"),
]
