from django.urls import path

from guitu.casework.relatives import views

urlpatterns = [
    path("people/<uuid:person_id>/family/", views.family, name="family"),
    path("people/<uuid:person_id>/family/record/", views.record, name="record-relative"),
    path("people/<uuid:person_id>/family/forget/", views.forget, name="forget-relative"),
    path("people/<uuid:person_id>/family/talk/", views.talk, name="record-family-talk"),
]
