from django.urls import path

from guitu.overview import views

urlpatterns = [path("", views.overview, name="overview")]
