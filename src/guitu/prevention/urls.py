from django.urls import path

from guitu.prevention import views
from guitu.prevention.activities import views as activities
from guitu.prevention.brands import views as brands
from guitu.prevention.broadcasts import views as broadcasts
from guitu.prevention.places import views as places

urlpatterns = [
    path("", views.prevention, name="prevention"),
    path("places/", places.places, name="places"),
    path("places/coverage/", places.coverage, name="coverage"),
    path("places/add/", places.add, name="add-place"),
    path("places/<uuid:place_id>/", places.place, name="place"),
    path("places/<uuid:place_id>/change/", places.change, name="change-place"),
    path("places/<uuid:place_id>/check/", places.check, name="check-place"),
    path("places/<uuid:place_id>/close/", places.close, name="close-place"),
    path("places/<uuid:place_id>/reopen/", places.reopen, name="reopen-place"),
    path("places/<uuid:place_id>/book/", places.book, name="book-place"),
    path("places/<uuid:place_id>/visit/", places.visit, name="visit-place"),
    path("bookings/<uuid:booking_id>/cancel/", places.cancel, name="cancel-booking"),
    path("bookings/<uuid:booking_id>/came/", places.came, name="group-came"),
    path("activities/", activities.activities, name="activities"),
    path("activities/sums/", activities.sums, name="activity-sums"),
    path("activities/plan/", activities.plan, name="plan-activity"),
    path("activities/note/", activities.note, name="note-activity"),
    path("activities/<uuid:activity_id>/", activities.activity, name="activity"),
    path("activities/<uuid:activity_id>/record/", activities.record, name="record-activity"),
    path("activities/<uuid:activity_id>/publish/", activities.publish, name="publish-activity"),
    path("activities/<uuid:activity_id>/permit/", activities.permit, name="note-permit"),
    path("activities/<uuid:activity_id>/stall/", activities.stall, name="add-stall"),
    path("activities/<uuid:activity_id>/off/", activities.call_off, name="call-off-activity"),
    path("brands/", brands.brands, name="brands"),
    path("brands/add/", brands.add, name="add-brand"),
    path("brands/<uuid:brand_id>/end/", brands.end, name="end-brand"),
    path("clips/note/", broadcasts.clip, name="note-clip"),
    path("clips/<uuid:clip_id>/back/", broadcasts.take_back, name="take-clip-back"),
    path("broadcasts/", broadcasts.broadcasts, name="broadcasts"),
    path("broadcasts/start/", broadcasts.start, name="start-broadcasts"),
    path("broadcasts/scripts/", broadcasts.scripts, name="scripts"),
    path("broadcasts/scripts/write/", broadcasts.write, name="write-script"),
    path("broadcasts/scripts/<uuid:script_id>/withdraw/", broadcasts.withdraw, name="withdraw-script"),
    path("broadcasts/<uuid:loudspeaker_id>/play/", broadcasts.play, name="play-broadcast"),
    path("broadcasts/<uuid:loudspeaker_id>/stop/", broadcasts.stop, name="stop-broadcasts"),
    path("broadcasts/<uuid:loudspeaker_id>/resume/", broadcasts.resume, name="resume-broadcasts"),
]
