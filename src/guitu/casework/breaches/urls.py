from django.urls import path

from guitu.casework.breaches import views

urlpatterns = [
    path("people/<uuid:person_id>/breaches/", views.page, name="breaches"),
    path("people/<uuid:person_id>/breaches/note/", views.note, name="note-breach"),
    path("people/<uuid:person_id>/breaches/excuse/", views.excuse, name="excuse-breach"),
    path("people/<uuid:person_id>/breaches/talk/", views.talk, name="criticise-breach"),
    path("people/<uuid:person_id>/breaches/letter/", views.warn, name="serve-warning"),
]
