"""Alerts and the outbox: one mail for one cause, none without consent, nothing left when erased."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobs.errors import LinkError, NotFound
from jobs.model import Alert, Pay, Search
from jobs.store import Store
from jobs.store.turns import next_turn
from tests.store_samples import DAY, HOUR, LEASE, NOW, firm, keep, post

MAIL = "reader@example.org"
SEARCH = Search(place="140200", words=("焊工",))


def active(store: Store, search: Search = SEARCH, frequency: str = "asap", email: str = MAIL) -> Alert:
    token = f"t{email}{frequency}{search}"
    assert store.subscribe(email, search, frequency, token, NOW)
    return store.confirm(token, NOW)


def drain(store: Store, now: datetime = NOW) -> list[int]:
    return [row.id for row in store.outbox(now, 100, LEASE, "w")]


def test_a_request_is_one_mail_and_a_confirmed_token_is_used_up(store: Store) -> None:
    assert store.subscribe(MAIL, SEARCH, "daily", "hash", NOW)
    (row,) = store.outbox(NOW, 10, LEASE, "w")
    assert (row.kind, row.alert.email, row.alert.state, row.alert.search, row.alert.created_at) == ("confirm", MAIL, "pending", SEARCH, NOW)
    store.sent(row.id, NOW)
    alert = store.confirm("hash", NOW + HOUR)
    assert (alert.state, alert.confirmed_at, alert.frequency) == ("active", NOW + HOUR, "daily")
    for token in ("hash", "other", ""):
        with pytest.raises(LinkError) as caught:
            store.confirm(token, NOW + HOUR)
        assert not caught.value.expired


def test_a_link_is_good_for_seven_days(store: Store) -> None:
    store.subscribe(MAIL, SEARCH, "daily", "hash", NOW)
    with pytest.raises(LinkError) as caught:
        store.confirm("hash", NOW + 7 * DAY + timedelta(seconds=1))
    assert caught.value.expired
    assert store.confirm("hash", NOW + 7 * DAY).state == "active"


def test_an_address_that_does_not_answer_gets_one_mail_a_day_and_three_a_month(store: Store) -> None:
    days = [0, 0.5, 1, 1.5, 2, 3, 20, 29.9, 30.1]
    asked = [
        store.subscribe(MAIL, Search(place="140200", days=index + 1), "daily", f"t{index}", NOW + day * DAY)
        for index, day in enumerate(days)
    ]
    assert asked == [True, False, True, False, True, False, False, False, True]
    assert len(drain(store, NOW + 31 * DAY)) == 4
    assert store.subscribe("other@example.org", SEARCH, "daily", "x", NOW)


def test_who_confirms_may_ask_for_more_but_not_for_the_same(store: Store) -> None:
    active(store)
    assert not store.subscribe(MAIL, SEARCH, "asap", "again", NOW)
    assert store.subscribe(MAIL, Search(place="140213"), "asap", "more", NOW)


def test_limits_outlive_the_erased_request(store: Store) -> None:
    for day in (0, 1, 2):
        assert store.subscribe(MAIL, SEARCH, "daily", f"t{day}", NOW + day * DAY)
    store.sweep(NOW + 10 * DAY)
    with pytest.raises(NotFound):
        store.alert(1)
    assert store.outbox_counts() == {"waiting": 0, "sent": 0, "given_up": 0}
    assert not store.subscribe(MAIL, SEARCH, "daily", "t", NOW + 10 * DAY)
    store.sweep(NOW + 33 * DAY)
    assert store.subscribe(MAIL, SEARCH, "daily", "t", NOW + 33 * DAY)


def test_an_alert_is_told_of_what_is_new_since_it_was_confirmed_once(store: Store) -> None:
    keep(store, post("old"), now=NOW - HOUR)
    alert = active(store)
    first, _ = keep(store, post("1", "电焊工"), now=NOW + HOUR)
    keep(store, post("2", "护士"), now=NOW + HOUR)
    keep(store, post("3", "焊工", "110101"), now=NOW + HOUR)
    second, _ = keep(store, post("4", "焊工（急）", pay=Pay("6K", 6000, 6000, "month")), now=NOW + 2 * HOUR)
    closed, _ = keep(store, post("5"), now=NOW + 2 * HOUR)
    with store.writing() as writing:
        writing.close_sighting("board", "5", "x", NOW + 2 * HOUR)
    later = NOW + 3 * HOUR
    posts, total = store.unmatched(alert, later, 10)
    assert ([row.id for row in posts], total) == ([second, first], 2)
    assert store.unmatched(alert, later, 1)[1] == 2
    drain(store)
    for _ in range(3):
        store.match(alert, [second, first], 2, later)
    (row,) = store.outbox(later, 10, LEASE, "w")
    assert (row.kind, row.post_ids, row.total, row.created_at) == ("digest", (second, first), 2, later)
    assert store.unmatched(alert, later, 10) == ([], 0)
    assert store.alert(alert.id).last_matched_at == later
    # A closed post that comes back is told of; one that was told of is not told of again.
    keep(store, post("5"), now=later)
    keep(store, post("1", "电焊工"), now=later)
    assert [row.id for row in store.unmatched(alert, later, 10)[0]] == [closed]


def test_a_match_partly_told_before_tells_the_rest(store: Store) -> None:
    alert = active(store)
    numbers = [keep(store, post(f"{n}"), now=NOW + HOUR)[0] for n in range(3)]
    drain(store)
    store.match(alert, numbers[:1], 1, NOW + HOUR)
    store.match(alert, numbers, 5, NOW + HOUR)
    assert [(row.post_ids, row.total) for row in store.outbox(NOW + HOUR, 10, LEASE, "w")] == [((1,), 1), ((2, 3), 4)]


def test_an_ended_alert_gets_no_mail_from_that_moment(store: Store) -> None:
    alert = active(store)
    number, _ = keep(store, post("1"), now=NOW + HOUR)
    store.match(alert, [number], 1, NOW + HOUR)
    store.end_alert(alert.id, NOW + HOUR)
    store.end_alert(alert.id, NOW + 2 * HOUR)
    store.end_alert(999, NOW)
    store.match(alert, [number], 1, NOW + HOUR)
    assert drain(store, NOW + DAY) == []
    assert store.alerts_due(NOW + DAY) == []
    assert store.alert(alert.id).state == "ended"


def test_whose_turn_it_is(store: Store) -> None:
    now_, daily, weekly = (active(store, frequency=frequency) for frequency in ("asap", "daily", "weekly"))
    turns = {now_.id: "asap", daily.id: "daily", weekly.id: "weekly"}

    def due(moment: datetime) -> list[str]:
        return sorted(turns[alert.id] for alert in store.alerts_due(moment))

    morning, monday = datetime(2026, 11, 25, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC)  # 08:00 in China
    assert due(NOW) == ["asap"]
    assert due(morning - timedelta(seconds=1)) == ["asap"]
    assert due(morning) == ["asap", "daily"]
    store.match(daily, [], 0, morning)
    assert due(monday - timedelta(seconds=1)) == ["asap", "daily"]
    store.match(daily, [], 0, morning + 4 * DAY)
    assert due(monday - timedelta(seconds=1)) == ["asap"]
    assert due(monday) == ["asap", "daily", "weekly"]
    assert drain(store, NOW + DAY) == []


@pytest.mark.parametrize(
    ("frequency", "last", "turn"),
    [
        ("asap", "2026-11-24T00:40", "2026-11-24T00:40"),
        ("daily", "2026-11-24T00:40", "2026-11-25T00:00"),
        ("daily", "2026-11-24T00:00", "2026-11-25T00:00"),
        ("daily", "2026-11-23T23:59", "2026-11-24T00:00"),
        ("daily", "2026-12-31T16:00", "2027-01-01T00:00"),
        ("weekly", "2026-11-24T00:40", "2026-11-30T00:00"),
        ("weekly", "2026-11-29T23:59", "2026-11-30T00:00"),
        ("weekly", "2026-11-30T00:00", "2026-12-07T00:00"),
    ],
)
def test_mornings_are_chinas(frequency: str, last: str, turn: str) -> None:
    at = {name: datetime.fromisoformat(text).replace(tzinfo=UTC) for name, text in {"last": last, "turn": turn}.items()}
    assert next_turn(frequency, at["last"]) == at["turn"]


def test_a_message_is_taken_once_and_again_after_its_lease(store: Store) -> None:
    store.subscribe(MAIL, SEARCH, "daily", "hash", NOW)
    (row,) = store.outbox(NOW, 10, LEASE, "a")
    assert store.outbox(NOW + LEASE - timedelta(seconds=1), 10, LEASE, "b") == []
    (again,) = store.outbox(NOW + LEASE, 10, LEASE, "b")
    assert (row.tries, again.tries, again.message_id) == (0, 1, row.message_id)
    assert "@" in row.message_id
    store.not_sent(again.id, "451 later", NOW + HOUR, NOW + LEASE)
    assert drain(store, NOW + HOUR - timedelta(seconds=1)) == []
    (third,) = store.outbox(NOW + HOUR, 10, LEASE, "b")
    store.not_sent(third.id, "550 no such user", None, NOW + HOUR)
    assert drain(store, NOW + DAY) == []
    assert store.outbox_counts() == {"waiting": 0, "sent": 0, "given_up": 1}


def test_sent_is_final(store: Store) -> None:
    store.subscribe(MAIL, SEARCH, "daily", "hash", NOW)
    (number,) = drain(store)
    store.sent(number, NOW)
    store.not_sent(number, "late news", NOW, NOW)
    assert drain(store, NOW + DAY) == []
    assert store.outbox_counts() == {"waiting": 0, "sent": 1, "given_up": 0}


def test_an_address_goes_with_everything_it_had(store: Store) -> None:
    alert = active(store)
    number, _ = keep(store, post("1"), now=NOW + HOUR)
    store.match(alert, [number], 1, NOW + HOUR)
    store.erase(MAIL)
    store.erase("nobody@example.org")
    with pytest.raises(NotFound):
        store.alert(alert.id)
    assert drain(store, NOW + DAY) == []
    assert store.outbox_counts() == {"waiting": 0, "sent": 0, "given_up": 0}
    assert store.posts([number], NOW)


def test_an_address_is_kept_for_28_days_after_its_last_alert(store: Store) -> None:
    first, second = active(store), active(store, frequency="daily")
    store.end_alert(first.id, NOW)
    store.sweep(NOW + 60 * DAY)
    assert store.alert(second.id).email == MAIL
    store.end_alert(second.id, NOW + 60 * DAY)
    store.sweep(NOW + 88 * DAY)
    assert store.alert(second.id).state == "ended"
    store.sweep(NOW + 88 * DAY + HOUR)
    with pytest.raises(NotFound):
        store.alert(second.id)


def test_no_byte_of_an_erased_address_is_left_on_the_disk(sqlite: Store, tmp_path: Path) -> None:
    for number in range(200):
        sqlite.subscribe(f"reader-{number}@example.org", SEARCH, "daily", f"t{number}", NOW)
    assert any(b"reader-77@" in path.read_bytes() for path in tmp_path.glob("alone.sqlite3*"))
    sqlite.erase("reader-77@example.org")
    assert not any(b"reader-77@" in path.read_bytes() for path in tmp_path.glob("alone.sqlite3*"))
    assert any(b"reader-78@" in path.read_bytes() for path in tmp_path.glob("alone.sqlite3*"))
    sqlite.sweep(NOW + 8 * DAY)
    assert not any(b"@example.org" in path.read_bytes() for path in tmp_path.glob("alone.sqlite3*"))


def test_a_post_that_turns_out_to_be_another_is_not_told_of_twice(store: Store) -> None:
    alert = active(store, Search(place="140200"))
    company = firm(store, "大同示例机车有限公司")
    older, _ = keep(store, post("1"), now=NOW + HOUR)
    newer, _ = keep(store, post("x"), "other", company, NOW + HOUR)
    store.match(alert, [newer], 1, NOW + HOUR)
    keep(store, post("1", detail=True), company=company, now=NOW + HOUR)
    assert store.post(newer).row.id == older
    assert store.unmatched(alert, NOW + 2 * HOUR, 10) == ([], 0)
