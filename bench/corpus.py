"""A stream of job posts like those of China's boards, for the benches: the same for the same seed, invented throughout.

    python bench/corpus.py [--count 100000] [--seed 1]      describes it

Descriptions of 200–600 characters are written by a grammar over the words of 87 trades, sentences by Zipf laws, so that characters and
pairs of them are as unevenly used as in real posts; counties and employers follow Zipf laws as well. One post in twenty is a copy:

    repost       the same text again, later, mostly at another board
    edited       sentences changed, left out or moved
    numbers      other head counts and ages
    clone        the same text for another of thirty cities
    requisition  the same text under another requisition number: another vacancy, and so no copy

`Post.group` is the number of the first post of the vacancy: posts are one vacancy exactly when their groups are equal.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run from a checkout, without installing

import numpy as np

from bench import corpus_words as words
from bench.corpus_maker import Maker
from bench.corpus_model import FIRMS, NOW, SOURCES, Post
from jobs.model import Experience, Pay, PlaceReading, Sighting

__all__ = ["FIRMS", "NOW", "SOURCES", "Mention", "Post", "firms", "mentions", "posts", "sighting"]

_SAID = ("投产", "扩建厂房", "签约新项目", "招聘工人", "复工复产", "获得表彰", "接受调研")


class Mention(NamedTuple):
    """Where a story names a firm."""

    article: int  # from 0
    firm: int
    day: date
    sentence: str
    certain: bool


def posts(count: int, seed: int = 1) -> Iterator[Post]:
    """The first `count` posts; all but the times are the same for every count."""
    return Maker(count, seed).posts()


def firms(seed: int = 1) -> words.Firms:
    """The employers."""
    return words.firms(FIRMS, seed)


def mentions(count: int, seed: int = 1) -> Iterator[Mention]:
    """What stories say of the employers: two or three firms a story, some firms much oftener than others."""
    rng = np.random.default_rng([seed, 0xA7])
    names = firms(seed).names
    ranked = rng.permutation(FIRMS)
    chosen = ranked[words.drawn(rng, words.zipf(FIRMS, 0.9), count)].tolist()
    days, said, certain = rng.integers(120, size=count).tolist(), rng.integers(len(_SAID), size=count).tolist(), (rng.random(count) < 0.9)
    for at, firm in enumerate(chosen):
        sentence = f"记者从{names[firm]}了解到，企业近日{_SAID[said[at]]}。"
        yield Mention(at * 2 // 5, firm, NOW.date() - timedelta(days=days[at]), sentence, bool(certain[at]))


def sighting(post: Post, source: str | None = None) -> Sighting:
    """The post as one of its sources shows it."""
    shown = source or post.sources[0]
    experience = (
        None
        if post.years is None
        else Experience(f"{post.years}年以上" if post.years else "经验不限", post.years, None if post.years else 0)
    )
    return Sighting(
        key=str(post.number),
        url=f"https://{shown}.example/job/{post.number}",
        title=post.title,
        company=post.company,
        places=(PlaceReading(post.place_text, post.places),),
        pay=None if post.pay_text is None else Pay(post.pay_text, post.pay_low, post.pay_high, "month" if post.pay_low else None),
        education=post.education,
        experience=experience,
        headcount=post.headcount,
        occupation=post.trade,
        benefits=post.benefits,
        posted_on=post.first_seen.date(),
        deadline=post.deadline,
        description=post.description,
        detail=True,
        raw={"职位编号": post.requisition} if post.requisition else {},
    )


def main() -> None:
    """Describe the corpus."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.process_time()
    for _ in posts(1, options.seed):
        pass
    started = time.process_time() - began
    began = time.process_time()
    last = deque(posts(options.count, options.seed), maxlen=1)[0]
    took = time.process_time() - began
    print(f"{options.count:,} posts at {options.count / took:,.0f} a CPU second after {started:.1f} s to begin; the last:\n\n{last.title}")
    print(f"{last.company}  {last.place_text}  {last.pay_text}\n{last.description}\n")
    some = list(posts(options.count, options.seed))
    lengths = np.array([len(one.description) for one in some])
    print(f"characters of a description: {np.percentile(lengths, [1, 50, 99]).tolist()} (1st, 50th, 99th of a hundred)")
    single, pairs = _spread([one.description for one in some[:20_000]])
    print(f"characters {len(single):,}, pairs {len(pairs):,} in {min(20_000, len(some)):,} posts; share of posts with the")
    for rank in (1, 10, 100, 1000, 10_000):
        print(f"    {rank:6,}th pair {_share(pairs, rank, some):7.4f}   character {_share(single, rank, some):7.4f}")
    kinds, groups = Counter(one.kind or "original" for one in some), Counter(one.group for one in some)
    print(f"kinds {dict(kinds)}; vacancies {len(groups):,}, the largest {max(groups.values())} posts")
    print(f"counties {len({code for one in some for code in one.places}):,}, firms {len({one.firm for one in some}):,}")


def _spread(texts: list[str]) -> tuple[Counter[str], Counter[str]]:
    single: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in texts:
        single.update(set(text))
        pairs.update({text[at : at + 2] for at in range(len(text) - 1)})
    return single, pairs


def _share(counted: Counter[str], rank: int, some: list[Post]) -> float:
    ranked = counted.most_common(rank)
    return ranked[-1][1] / min(20_000, len(some)) if len(ranked) == rank else 0.0


if __name__ == "__main__":
    main()
