from django.urls import path

from guitu.casework.counselling import views

urlpatterns = [
    path("people/<uuid:person_id>/counselling/", views.counselling, name="counselling"),
    path("people/<uuid:person_id>/counselling/note/", views.note, name="write-confided"),
    path("people/<uuid:person_id>/counselling/scale/<slug:scale>/", views.scale, name="take-scale"),
    path("people/<uuid:person_id>/counselling/raise/", views.raised, name="raise-help"),
]
