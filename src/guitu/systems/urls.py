from django.urls import path

from guitu.systems import views

urlpatterns = [
    path("", views.keys, name="keys"),
    path("make/", views.make, name="make-key"),
    path("<uuid:key_id>/", views.key, name="key"),
    path("<uuid:key_id>/take/", views.take, name="take-key"),
    path("<uuid:key_id>/withdraw/", views.withdraw, name="withdraw-key"),
]
