"""The corpus of the benches: the same for a seed, and labelled truly."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from bench import corpus
from bench.corpus import Post

COUNT = 6_000


def vacancies() -> dict[int, list[Post]]:
    found = defaultdict(list)
    for post in corpus.posts(COUNT, 7):
        found[post.group].append(post)
    return found


def test_a_seed_says_everything() -> None:
    some, again = list(corpus.posts(300, 7)), list(corpus.posts(300, 7))
    assert some == again
    longer = [post._replace(first_seen=some[0].first_seen) for post in corpus.posts(600, 7)][:300]
    assert longer == [post._replace(first_seen=some[0].first_seen) for post in some]
    assert [post.description for post in corpus.posts(300, 8)] != [post.description for post in some]


def test_numbers_rise_with_first_seen_and_all_firms_are_invented() -> None:
    some = list(corpus.posts(COUNT, 7))
    assert [post.number for post in some] == list(range(COUNT))
    assert all(one.first_seen < other.first_seen <= corpus.NOW for one, other in pairwise(some))
    assert all(post.company.endswith("（示例）") for post in some)
    assert sum(130 <= len(post.description) <= 650 for post in some) == COUNT


def test_copies_are_what_their_label_says() -> None:
    groups = vacancies()
    first = {group: posts[0] for group, posts in groups.items()}
    copies = [post for posts in groups.values() for post in posts[1:]]
    kinds = {post.kind for post in copies}
    assert {"repost", "edited", "numbers", "clone"} <= kinds
    assert "requisition" not in kinds
    assert all((post.firm, post.title) == (first[post.group].firm, first[post.group].title) for post in copies)
    reposts = [post for post in copies if post.kind == "repost" and post.places == first[post.group].places]
    assert reposts
    clones = [posts for posts in groups.values() if sum(post.kind == "clone" for post in posts) == 29]
    assert clones
    assert all(len({post.places for post in posts}) == 30 for posts in clones)


def test_another_requisition_is_another_vacancy() -> None:
    groups = vacancies()
    others = [posts[0] for posts in groups.values() if posts[0].kind == "requisition"]
    assert others
    assert all(post.requisition in post.description for post in others if post.requisition)
    assert all(post.requisition for post in others)


def test_a_sighting_says_what_the_post_says() -> None:
    post = next(post for post in corpus.posts(COUNT, 7) if post.pay_low and post.years)
    seen = corpus.sighting(post)
    assert (seen.title, seen.company, seen.description) == (post.title, post.company, post.description)
    assert seen.pay is not None
    assert (seen.pay.min, seen.pay.max, seen.pay.unit) == (post.pay_low, post.pay_high, "month")
    assert seen.places[0].codes == post.places
