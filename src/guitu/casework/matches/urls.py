from django.urls import path

from guitu.casework.matches import views

urlpatterns = [
    path("matches/", views.matches, name="matches"),
    path("matches/<uuid:match_id>/", views.settle, name="settle-match"),
    path("matches/<uuid:match_id>/reopen/", views.reopen, name="reopen-match"),
]
