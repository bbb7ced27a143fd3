from django.urls import path

from guitu.casework.clocks import views

urlpatterns = [path("people/<uuid:person_id>/clocks/", views.page, name="clocks")]
