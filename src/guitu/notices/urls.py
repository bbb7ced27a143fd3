from django.urls import path

from guitu.notices import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("read/", views.read_all, name="read-notices"),
    path("<uuid:notice_id>/open/", views.open_notice, name="open-notice"),
]
