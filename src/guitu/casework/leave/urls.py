from django.urls import path

from guitu.casework.leave import views

urlpatterns = [
    path("people/<uuid:person_id>/grant-leave/", views.grant_leave, name="grant-leave"),
    path("people/<uuid:person_id>/record-return/", views.record_return, name="record-return"),
    path("people/<uuid:person_id>/confirm-absence/", views.confirm_absence, name="confirm-absence"),
]
