from django.urls import path

from guitu.inspection.areas import views

urlpatterns = [path("", views.board, name="venue-areas")]
