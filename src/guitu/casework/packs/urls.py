from django.urls import path

from guitu.casework.packs import views

urlpatterns = [
    path("policy/", views.policy, name="policy"),
    path("policy/activate/", views.activate, name="activate-policy"),
]
