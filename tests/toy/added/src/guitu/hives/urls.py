from django.urls import path

from guitu.hives import views

urlpatterns = [
    path("", views.hives, name="hives"),
    path("<uuid:hive_id>/", views.hive, name="hive"),
    path("<uuid:hive_id>/look/", views.look, name="look-at-hive"),
    path("<uuid:hive_id>/beside/", views.beside, name="hive-beside"),
    path("<uuid:hive_id>/beside/look/", views.look_beside, name="look-beside"),
]
