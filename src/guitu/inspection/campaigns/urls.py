from django.urls import path

from guitu.inspection.campaigns import views

urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("new/", views.plan, name="plan-campaign"),
    path("<uuid:campaign_id>/draw/", views.draw, name="draw-campaign"),
]
