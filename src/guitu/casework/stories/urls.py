from django.urls import path

from guitu.casework.stories import views

urlpatterns = [
    path("people/<uuid:person_id>/story/", views.story, name="story"),
    path("people/<uuid:person_id>/story/write/", views.write, name="write-story"),
    path("people/<uuid:person_id>/story/check/", views.check, name="check-story"),
    path("stories/", views.stories, name="stories"),
]
