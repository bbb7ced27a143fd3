from django.urls import path

from guitu.recording import waiting

urlpatterns = [
    path("sw.js", waiting.worker, name="worker"),
    path("no-line/", waiting.no_line, name="no-line"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("waiting/recorded/<slug:request_id>/", waiting.recorded, name="recorded"),
]
