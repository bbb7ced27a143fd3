"""帮扶: a need goes to a unit and comes back to the person; aid, work, the bonus and courses, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guitu.casework.aid import commands as aid
from guitu.casework.courses import commands as courses
from guitu.casework.employment import bonus, employers
from guitu.casework.employment import commands as work
from guitu.casework.needs import commands as needs
from guitu.casework.visits.commands import record_visit
from guitu.kit.database import acting, rows
from guitu.kit.errors import NotVisible, Refused
from tests import casefile, make
from tests.casework import test_sealing
from tests.casework.caseload import detox, page, text

pytestmark = [pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 3, 16)
OUTSIDERS = ("hengpi_worker", "encheng_other", "yongan_worker")


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GUITU_NOW", "2026-03-16T09:00")
    yield


@pytest.fixture
def world(world: make.World) -> make.World:
    """With the labour and the civil affairs office of the county."""
    for name, body in (("labour", "恩平市人力资源和社会保障局"), ("civil", "恩平市民政局")):
        world.posts[name], world.accounts[name] = post_at(body)
    return world


def post_at(body: str) -> tuple[UUID, UUID]:
    from guitu.grid.access import clock_actor
    from guitu.grid.models import Account, Body, Holding, NaturalPerson, Post
    from guitu.grid.roles import ROLES

    with acting(clock_actor(make.ENPING)):
        of = Body.objects.create(county_id=make.ENPING, path=make.ENPING, kind="member_unit", name=body)
        post = Post.objects.create(county_id=make.ENPING, body=of, role="member_liaison", title=ROLES["member_liaison"].label, path=make.ENPING)
        account = Account.objects.create(login=f"t-{body}", natural_person=NaturalPerson.objects.create(county_id=make.ENPING))
        Holding.objects.create(county_id=make.ENPING, post=post, account=account, name="测试", sex="female", from_on=date(2020, 1, 1))
    return post.id, account.id


def raised(world: make.World, at: datetime, person: UUID, need: str = "work", **more: Any) -> UUID:
    told = "想找一份白天的工作，联系转出的社工。"
    return UUID(needs.raise_need(world.actor("encheng_worker"), at=at, person_id=person, need=need, told=told, **more)["need"])


def state_of(world: make.World, need: UUID) -> str:
    with acting(world.actor("clerk")):
        return str(rows("SELECT state FROM matters_matter WHERE id = %s", [need])[0][0])


def open_duties(world: make.World, name: str, matter: UUID) -> list[tuple[str, date]]:
    with acting(world.actor("clerk")):
        sql = "SELECT kind, due_on FROM duties_duty WHERE matter_id = %s AND state = 'open' AND (post_id = %s OR post_id IS NULL) ORDER BY due_on"
        return [(kind, day) for kind, day in rows(sql, [matter, world.posts[name]])]


def test_a_need_is_taken_done_and_met_in_the_persons_own_word(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    need = raised(world, at, person)
    labour, worker = world.actor("labour"), world.actor("encheng_worker")
    assert open_duties(world, "labour", need) == [("need_take", date(2026, 3, 23))]  # five working days
    needs.take_need(labour, at=at, need_id=need)
    assert open_duties(world, "labour", need) == [("need_do", date(2026, 3, 31))]
    needs.finish_need(labour, at=at, need_id=need, words="介绍到电子厂面试。")
    assert open_duties(world, "encheng_worker", need) == [("need_ask", date(2026, 3, 23))]
    needs.answer_need(worker, at=at, need_id=need, need_end="not_met", words="面试没有通知到。")
    assert (state_of(world, need), open_duties(world, "labour", need)) == ("taken", [("need_do", date(2026, 3, 31))])
    needs.finish_need(labour, at=at, need_id=need, words="本周二面试。")
    needs.answer_need(worker, at=at, need_id=need, need_end="met")
    assert state_of(world, need) == "met"
    assert [one["need_end"] for one in casefile.said(worker, "need_ended", person)] == ["met"]


def test_one_unit_returns_it_and_another_meets_it(world: make.World, at: datetime) -> None:
    person = detox(world, at)
    need = raised(world, at, person, urgent=True)
    with acting(world.actor("clerk")):
        ((due_at,),) = rows("SELECT due_at FROM duties_duty WHERE matter_id = %s", [need])
    assert due_at == at + timedelta(hours=24)
    needs.return_need(world.actor("labour"), at=at, need_id=need, refusal="not_ours", words="要先有收入证明。")
    with pytest.raises(Refused) as caught:  # what came back was not met
        needs.answer_need(world.actor("encheng_worker"), at=at, need_id=need, need_end="met")
    assert caught.value.reasons[0].code == "needs.not_now"
    needs.send_need(world.actor("encheng_worker"), at=at, need_id=need, unit="civil_affairs")
    with pytest.raises(Refused):  # it is the other's now
        needs.take_need(world.actor("labour"), at=at, need_id=need)
    needs.take_need(world.actor("civil"), at=at, need_id=need)
    assert state_of(world, need) == "taken"


def test_the_unit_sees_the_need_and_no_file_and_no_word_that_gives_away(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    with pytest.raises(Refused) as caught:
        needs.raise_need(world.actor("encheng_worker"), at=at, person_id=person, need="work", told="社区戒毒人员想找工作")
    assert caught.value.reasons[0].code == "neutral.word"
    need = raised(world, at, person)
    with pytest.raises(Refused) as again:
        raised(world, at, person)
    assert again.value.reasons[0].code == "needs.open_already"
    make.enter(client, world, "labour")
    shown = text(client.get(reverse("need", args=[need])))
    assert "想找一份白天的工作" in shown and "王小明" not in shown and str(person) not in shown
    assert client.get(page("person", person)).status_code == 404
    make.enter(client, world, "civil")
    assert client.get(reverse("need", args=[need])).status_code == 404
    for outsider in OUTSIDERS:
        make.enter(client, world, outsider)
        assert client.get(reverse("need", args=[need])).status_code == 404
        assert client.get(page("raise-need", person)).status_code == 404


def test_a_visit_offers_the_need_and_the_page_sends_it_once(world: make.World, at: datetime, client: Client) -> None:
    person = detox(world, at)
    make.enter(client, world, "encheng_worker")
    sent = {"on": "2026-03-16", "how": "home", "met": "yes", "needs": ["work"], "request_id": make.request_id()}
    said = text(client.post(page("record-visit", person), sent))
    assert "转给单位：找工作" in said and page("raise-need", person) in said
    form = {"need": "work", "told": "想找工作", "came_by": "visit", "request_id": make.request_id()}
    assert client.post(page("raise-need", person), {**form, "told": ""}).status_code == 422
    assert client.post(page("raise-need", person), form).status_code == 302
    assert client.post(page("raise-need", person), form).status_code == 302
    with acting(world.actor("clerk")):
        assert rows("SELECT count(*) FROM casework_need")[0][0] == 1


def test_who_could_apply_is_prompted_until_it_is_applied_for(world: make.World, at: datetime, client: Client) -> None:
    person, worker = detox(world, at), world.actor("encheng_worker")
    make.enter(client, world, "encheng_worker")
    assert "最低生活保障" not in text(client.get(reverse("entitled")))
    record_visit(worker, at=at, person_id=person, on=TODAY, needs=("income",))
    with CaptureQueriesContext(connection) as captured:
        shown = text(client.get(reverse("entitled")))
    assert "最低生活保障" in shown and "临时救助" in shown and len(casefile.content_queries(captured)) <= 6
    sent = {"aid": "low_income", "category": "ill", "on": "2026-03-16", "request_id": make.request_id()}
    assert client.post(page("apply-aid", person), sent).status_code == 200
    assert client.post(page("apply-aid", person), sent).status_code == 200
    assert len(casefile.said(worker, "aid_applied", person)) == 1
    assert "最低生活保障" not in text(client.get(reverse("entitled") + "?aid=low_income")).split("<table")[-1]
    refused = client.post(page("apply-aid", person), {**sent, "request_id": make.request_id()})
    assert refused.status_code == 422 and "已经申请，还没有结果" in text(refused)


def test_an_aid_that_ran_before_is_noted_once_and_prompted_no_more(world: make.World, at: datetime, client: Client) -> None:
    worker, person = world.actor("encheng_worker"), detox(world, at)
    record_visit(worker, at=at, person_id=person, on=TODAY, how="home", needs=("income",))
    make.enter(client, world, "encheng_worker")
    address = page("note-aid", person)
    assert "已在享受" in text(client.get(page("person-help", person)))
    sent = {"aid": "low_income", "aid_proof": "paper_seen", "on": "2026-03-16", "note": "", "request_id": make.request_id()}
    assert [client.post(address, sent).status_code for _ in range(2)] == [200, 200]
    assert [one["aid_proof"] for one in casefile.said(worker, "aid_received", person)] == ["paper_seen"]
    shown = text(client.get(page("person-help", person)))
    assert "登记前已在享受" in shown
    with acting(world.actor("clerk")):
        assert rows("SELECT count(*) FROM casework_workspan WHERE what = 'entitled' AND code = 'low_income' AND (until_on IS NULL OR until_on > %s)", [TODAY])[0][0] == 0
    with pytest.raises(Refused) as twice:
        aid.note_aid(worker, at=at, person_id=person, on=TODAY, aid="low_income")
    assert twice.value.reasons[0].code == "aid.granted_already"
    with pytest.raises(Refused):
        aid.apply_aid(worker, at=at, person_id=person, on=TODAY, aid="low_income")
    for name in OUTSIDERS:
        make.enter(client, world, name)
        assert client.get(address).status_code == 404


def test_an_aid_is_paid_once_a_month_unless_it_is_another(world: make.World, at: datetime) -> None:
    person, worker = detox(world, at), world.actor("encheng_worker")
    applied = aid.apply_aid(worker, at=at, person_id=person, on=TODAY, aid="low_income")["facts"][0]
    with pytest.raises(Refused) as unanswered:
        aid.pay_aid(worker, at=at, person_id=person, on=TODAY, application=applied, yuan=400)
    assert unanswered.value.reasons[0].code == "aid.not_approved"
    with pytest.raises(Refused) as nothing:
        aid.answer_aid(worker, at=at, person_id=person, on=TODAY, application=applied, aid_result="approved")
    assert nothing.value.reasons[0].code == "aid.needs_amount"
    aid.answer_aid(worker, at=at, person_id=person, on=TODAY, application=applied, aid_result="approved", yuan=400)
    aid.pay_aid(worker, at=at, person_id=person, on=TODAY, application=applied, yuan=400)
    with pytest.raises(Refused) as twice:
        aid.pay_aid(worker, at=at, person_id=person, on=TODAY, application=applied, yuan=400)
    assert twice.value.reasons[0].code == "aid.paid_this_month"
    aid.pay_aid(worker, at=at, person_id=person, on=TODAY, application=applied, yuan=200, another_occasion=True)
    assert sorted(one["yuan"] for one in casefile.said(worker, "aid_paid", person)) == [200, 400]


def test_work_refused_three_times_in_a_row_is_told_with_its_clause(world: make.World, at: datetime) -> None:
    person, worker = detox(world, at), world.actor("encheng_worker")
    told = [aid.refuse_work(worker, at=at, person_id=person, on=date(2026, 3, day), note="嫌远")["followed"] for day in (9, 10, 16)]
    assert [[one[0] for one in each] for each in told] == [["aid.work_refused_so_far"], ["aid.work_refused_so_far"], ["aid.work_refused"]]
    assert told[2][0][2] == "social_assistance.45"


def test_a_placement_is_looked_at_after_three_months_and_the_look_closes_it(world: make.World, at: datetime, client: Client) -> None:
    person, worker = detox(world, at), world.actor("encheng_worker")
    make.enter(client, world, "encheng_worker")
    sent = {"route": "referred", "job_proof": "contract", "on": "2025-12-16", "sure": "on", "request_id": make.request_id()}
    for outsider in OUTSIDERS:
        make.enter(client, world, outsider)
        assert client.get(page("start-job", person)).status_code == 404
    make.enter(client, world, "encheng_worker")
    said = client.post(page("start-job", person), sent)
    assert said.status_code == 200, text(said)
    assert client.post(page("start-job", person), {**sent, "request_id": make.request_id()}).status_code == 422
    job = casefile.said(worker, "job_started", person)
    assert [one["route"] for one in job] == ["referred"]
    with acting(worker):
        ((key,),) = rows("SELECT key FROM duties_duty WHERE matter_id = %s AND kind = 'check_job' AND state = 'open'", [person])
    assert key.endswith(":3")
    shown = text(client.get(page("check-job", person, duty=key)))
    assert f'value="{key.split(":")[1]}" selected' in shown
    work.check_job(worker, at=at, person_id=person, on=TODAY, job=key.split(":")[1], job_proof="insurance")
    with acting(worker):
        assert rows("SELECT state FROM duties_duty WHERE key = %s", [key]) == [("done",)]
        spans = rows("SELECT w.code, w.from_on, w.until_on FROM casework_workspan w WHERE w.what = 'employed' ORDER BY w.from_on")
    assert spans == [("contract", date(2025, 12, 16), TODAY), ("insurance", TODAY, None)]


def test_a_bonus_takes_time_proof_two_people_and_a_budget(world: make.World, at: datetime, client: Client) -> None:
    person, clerk = detox(world, at), world.actor("clerk")
    job = work.start_job(clerk, at=at, person_id=person, on=date(2025, 12, 16), route="referred", job_proof="contract")["facts"][0]
    with pytest.raises(Refused) as early:
        bonus.verify_bonus(clerk, at=at, person_id=person, on=TODAY, job=job, bonus_months=6)
    assert [reason.code for reason in early.value.reasons] == ["employment.not_so_long", "employment.proof_too_weak"]
    work.check_job(clerk, at=at, person_id=person, on=TODAY, job=job, job_proof="insurance")
    verified = bonus.verify_bonus(clerk, at=at, person_id=person, on=TODAY, job=job, bonus_months=3)["facts"][0]

    def refusals(by: str) -> list[str]:
        with pytest.raises(Refused) as caught:
            bonus.pay_bonus(world.actor(by), at=at, person_id=person, on=TODAY, verified=verified)
        return [reason.code for reason in caught.value.reasons]

    make.enter(client, world, "director")
    assert page("pay-bonus", person) in text(client.get(reverse("bonuses")))
    assert refusals("clerk") == ["employment.another_person", "employment.no_budget"]
    bonus.set_budget(world.actor("director"), at=at, year=2026, yuan=999)
    assert refusals("director") == ["employment.over_budget"]
    bonus.set_budget(world.actor("director"), at=at + timedelta(minutes=1), year=2026, yuan=1_000)
    bonus.pay_bonus(world.actor("director"), at=at, person_id=person, on=TODAY, verified=verified)
    assert refusals("director") == ["employment.not_verified"]
    shown = text(client.get(reverse("bonuses")))
    assert page("pay-bonus", person) not in shown and shown.count(">1000<") == 2  # the budget, and what is paid of it


def test_a_course_counts_person_times_beside_persons_and_nobody_twice_a_day(world: make.World, at: datetime, client: Client) -> None:
    worker = world.actor("encheng_worker")
    one, two = detox(world, at), detox(world, at, name="李二", id_number="440799199203070038")
    course = UUID(courses.add_course(worker, at=at, path=make.ENCHENG, topic="welding", name="电焊基础", from_on=date(2026, 3, 9), last_on=TODAY)["course"])
    make.enter(client, world, "encheng_worker")
    sent = {"on": "2026-03-16", "people": [str(one), str(two)], "request_id": make.request_id()}
    assert client.post(reverse("course", args=[course]), {**sent, "on": "2026-03-01"}).status_code == 422
    assert client.post(reverse("course", args=[course]), {**sent, "people": []}).status_code == 422
    assert client.post(reverse("course", args=[course]), sent).status_code == 302
    assert client.post(reverse("course", args=[course]), {**sent, "request_id": make.request_id()}).status_code == 302
    courses.record_attendance(worker, at=at, course_id=course, on=date(2026, 3, 10), people=[one])
    with CaptureQueriesContext(connection) as captured:
        shown = text(client.get(reverse("courses")))
    assert len(casefile.content_queries(captured)) <= 6
    assert "电焊基础" in shown and shown.count(">3<") >= 1 and shown.count(">2<") >= 1
    courses.give_certificate(worker, at=at, person_id=one, on=TODAY, course=course)
    with pytest.raises(Refused) as twice:
        courses.give_certificate(worker, at=at, person_id=one, on=TODAY, course=course)
    assert twice.value.reasons[0].code == "courses.certified_already"
    with pytest.raises(NotVisible):
        courses.record_attendance(world.actor("hengpi_worker"), at=at, course_id=course, on=TODAY, people=[one])


def test_an_employer_is_told_what_the_person_chose_and_writes_through_its_link(world: make.World, at: datetime, client: Client) -> None:
    worker, person = world.actor("encheng_worker"), detox(world, at)
    employer = UUID(employers.add_employer(worker, at=at, path=make.ENCHENG, name="晨光电子厂", contact="梁主任")["employer"])
    vacancy = UUID(employers.add_vacancy(worker, at=at, employer_id=employer, work="装配工", seats=2)["vacancy"])
    with pytest.raises(Refused) as unsigned:
        work.refer_to_work(worker, at=at, person_id=person, on=TODAY, vacancy=vacancy, disclosure="told_signed")
    assert unsigned.value.reasons[0].code == "employment.needs_signature"
    work.refer_to_work(worker, at=at, person_id=person, on=TODAY, vacancy=vacancy)
    assert [one["disclosure"] for one in casefile.said(worker, "work_referred", person)] == ["name_only"]
    made = employers.make_employer_link(world.actor("clerk"), at=at, employer_id=employer, to_whom="梁主任", shown="请写明要招什么人。", hours=72)
    token, code = made["once"]
    client.get(reverse("link", args=[token]))
    opened = client.post(reverse("link", args=[token]), {"code": code}, follow=True)
    assert "装配工" in text(opened) and "王小明" not in text(opened) and "晨光" not in text(opened)
    make.enter(client, world, "hengpi_worker")  # the county reads its employers
    assert "晨光电子厂" in text(client.get(reverse("employers")))


def test_the_page_of_help_says_all_in_few_queries(world: make.World, at: datetime, client: Client) -> None:
    person, worker = detox(world, at), world.actor("encheng_worker")
    record_visit(worker, at=at, person_id=person, on=TODAY, needs=("income", "work"))
    raised(world, at, person)
    make.enter(client, world, "encheng_worker")
    with CaptureQueriesContext(connection) as captured:
        shown = text(client.get(page("person-help", person)))
    assert "临时救助" in shown and "待接办" in shown and "走访听说，还没有转出" in shown
    assert len(casefile.content_queries(captured)) <= 6
    for outsider in OUTSIDERS:
        make.enter(client, world, outsider)
        assert client.get(page("person-help", person)).status_code == 404


def test_sealed_a_need_says_nobody_and_nothing_and_what_is_counted_stays(
    world: make.World, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, who = world.actor("encheng_worker"), test_sealing.clean(world, at)
    need = raised(world, at, who)
    needs.return_need(world.actor("labour"), at=at, need_id=need, refusal="not_ours", words="王某收入超线")
    job = work.start_job(worker, at=at, person_id=who, on=TODAY, route="own", job_proof="contract")["facts"][0]
    test_sealing.commands.check_exit(world.actor("clerk"), at=at, person_id=who)
    test_sealing.stand(lambda moment: monkeypatch.setenv("GUITU_NOW", moment), world, test_sealing.SEALED)
    test_sealing.jobs.seal_files(make.ENPING)
    with acting(world.actor("clerk")):
        assert rows("SELECT person_id, told FROM casework_need WHERE id = %s", [need]) == [(None, None)]
        assert rows("SELECT count(*) FROM ledger_fact WHERE matter_id = %s AND note IS NOT NULL", [need]) == [(0,)]
        assert rows("SELECT matter_id = %s, counted ->> 'route' FROM ledger_fact WHERE id = %s", [who, job]) == [(False, "own")]
        assert rows("SELECT code FROM casework_workspan WHERE what = 'employed'") == [("contract",)]
