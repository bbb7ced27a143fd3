from django.urls import path

from guitu.casework.profiles import views

urlpatterns = [
    path("people/<uuid:person_id>/", views.show, name="person"),
    path("people/<uuid:person_id>/show/<slug:tab>/", views.show, name="person-tab"),
]
