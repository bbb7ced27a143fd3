from django.urls import path

from guitu.casework.sealing import views

urlpatterns = [
    path("people/<uuid:person_id>/hold/", views.hold_person, name="hold-person"),
    path("sealing/", views.sealing_list, name="sealing"),
    path("sealing/month/", views.month, name="sealing-month"),
    path("sealing/unseal/", views.unseal, name="unseal-file"),
    path("sealing/<uuid:file_id>/", views.opened, name="sealed-file"),
    path("sealing/<uuid:subject_id>/hold/", views.hold, name="hold-file"),
    path("sealing/<uuid:subject_id>/release/", views.release, name="release-hold"),
    path("people/<uuid:person_id>/check-exit/", views.check, name="check-exit"),
]
