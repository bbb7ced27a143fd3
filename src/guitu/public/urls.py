from django.urls import path

from guitu.public import bookings, inspected, own_lists, remarks, signups, stamps, surveys, tips, views, wishes

urlpatterns = [
    path("<str:county>/on/", views.on, name="public-on"),
    path("<str:county>/inspected/", inspected.inspected, name="inspected-in-public"),
    path("<str:county>/inspected/<str:town>/", inspected.inspected, name="inspected-in-town"),
    path("<str:county>/tip/", tips.tip, name="tip-in-public"),
    path("o/<slug:code>/", own_lists.own_list, name="own-list"),
    path("t/", tips.find, name="find-receipt"),
    path("t/<slug:number>/", tips.receipt, name="tip-receipt"),
    path("q/<slug:code>/", views.quiz, name="sit-quiz"),
    path("s/<slug:secret>/", views.sitting, name="sitting"),
    path("s/<slug:secret>/<int:place>/", views.question, name="quiz-question"),
    path("s/<slug:secret>/in/", views.hand_in, name="hand-in"),
    path("c/<slug:code>/", views.certificate, name="check-certificate"),
    path("place/<uuid:place_id>/", bookings.book, name="book-in-public"),
    path("b/<slug:secret>/", bookings.booked, name="booked-in-public"),
    path("place/<uuid:place_id>/words/", remarks.remarks, name="remarks-in-public"),
    path("a/<uuid:activity_id>/", signups.sign_up, name="sign-up"),
    path("a/<uuid:activity_id>/here/<slug:gate>/", signups.arrive, name="arrive"),
    path("a/<uuid:activity_id>/stamp/<slug:gate>/", stamps.stamp, name="stamp"),
    path("k/<slug:number>/", stamps.card, name="stamp-card"),
    path("w/<slug:code>/", wishes.wish, name="wish-in-public"),
    path("v/<slug:link>/", surveys.answer, name="answer-survey"),
    path("j/<slug:secret>/", signups.signed, name="signed-up"),
]
