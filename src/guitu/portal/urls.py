from django.urls import path

from guitu.portal import asking, coming, consents, copying, days, exchange, home, looks, mine, papers, points, results
from guitu.portal.cards import views as cards

urlpatterns = [
    path("me/", home.home, name="own-home"),
    path("me/in/", coming.enter, name="own-enter"),
    path("me/c/<slug:token>/", coming.enter, name="own-card"),
    path("me/pin/", coming.pin, name="own-pin"),
    path("me/out/", coming.leave, name="own-leave"),
    path("me/rest/", coming.rest, name="own-rest"),
    path("me/days/", days.days, name="own-days"),
    path("me/points/", points.points, name="own-points"),
    path("me/consents/", consents.consents, name="own-consents"),
    path("me/points/<str:month>/<uuid:line_id>/", exchange.dispute, name="own-dispute"),
    path("me/exchange/", exchange.exchange, name="own-exchange"),
    path("me/exchange/<uuid:redemption_id>/", exchange.change, name="own-exchange-change"),
    path("me/papers/", papers.papers, name="own-papers"),
    path("me/results/", results.results, name="own-results"),
    path("me/results/<uuid:test_id>/", results.object_to, name="own-object"),
    path("me/looks/", looks.looks, name="own-looks"),
    path("me/ask/", asking.asked, name="own-asked"),
    path("me/ask/<slug:wish>/", asking.ask, name="own-ask"),
    path("me/mine/", mine.mine, name="own-mine"),
    path("me/rights/", mine.rights, name="own-rights"),
    path("me/copy/", copying.copy, name="own-copy"),
    path("me/copy/read/", copying.to_read, name="own-copy-read"),
    path("me/copy/machine/", copying.for_machines, name="own-copy-machine"),
    path("me/sealed/", mine.sealed, name="own-sealed"),
    path("cards/<uuid:person_id>/", cards.card, name="portal-card"),
    path("cards/<uuid:person_id>/withdraw/", cards.withdraw, name="portal-withdraw"),
]
