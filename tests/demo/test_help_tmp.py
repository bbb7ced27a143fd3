import time
from collections import Counter
from datetime import UTC, date, datetime
import pytest
from guitu.demo.articles import checked
from guitu.demo.helping import help_people, raise_needs
from guitu.demo.places import ENPING, NANMING, lay_out
from guitu.demo.playing import play
from tests.demo.test_articles import UNTIL, NOW, told

@pytest.mark.django_db(transaction=True)
def test_it():
    lay_out()
    for county in (ENPING, NANMING):
        people = told(county)
        for start in range(0, len(people), 100):
            play(county, people[start:start+100], UNTIL[county])
    t = time.time()
    import cProfile, pstats
    pr = cProfile.Profile(); pr.enable()
    n = help_people(date(2023, 7, 1))
    pr.disable()
    print("help", n, time.time() - t)
    pstats.Stats(pr).sort_stats("cumulative").print_stats(35)
    for one in checked(NOW):
        if one.seed in ("001", "002") and one.state != "open":
            print(one.figure, one.computed, one.state, one.rows)
    t = time.time()
    raise_needs(date(2023, 3, 30))
    print("needs", time.time() - t)
    assert 0
