from django.urls import path

from guitu.casework.reporting import views

urlpatterns = [path("people/<uuid:person_id>/report/", views.record, name="record-report")]
