"""How fast firms' names are found beside jieba, what a million known aliases weigh, and that hostile texts cost linear time.

    python bench/names.py [--sentences FILE.jsonl …] [--only speed known growth]

Prints three tables and writes bench/results/names.json. Times are CPU seconds of one core. jieba's tagger is what a reader
without a model would use to find organisations (tag nt); one that is not installed is said to be absent. LAC runs on Python 3.8
alone, so its figure is cited: 214 sentences a CPU-second on the machine these results come from.
"""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import platform
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run from a checkout, without installing

from jobs.names import KnownName, KnownNames, find  # noqa: E402  # the line above must come first

LAC = 214
OWN = [ROOT / "tests" / "data" / f"names_{half}.jsonl" for half in ("dev", "test")]
RESULTS = ROOT / "bench" / "results" / "names.json"
BASE = 100_000  # bytes of a hostile text; ten and a hundred times as many follow
FIRMS = 155_000  # about a million aliases
_STOP = re.compile(r"(?<=[。！？；])")
#: One piece of each hostile text, repeated to the size wanted; each is meant for a step or an expression of the finding.
HOSTILE = {
    "news": "记者昨日走进大同示例乳业有限公司，与企业负责人交谈。该公司今年计划招聘120人，多家保险公司到场。",
    "one character": "公",
    "one place": "大同",
    "one letter": "a",
    "legal forms": "有限公司",
    "loose forms": "公司厂集团银行",
    "one-character firms": "例厂",
    "cut-off forms": "股份有限责任公",
    "cut-off dots": "示例有限 ......",
    "lone surrogates": "大\ud800同示例\udfff有限公司",
    "mixed widths": "Ａa（(ｼﾞ示例公司)）　 ",
    "nested brackets": "(" * 1000 + "示例有限公司" + ")" * 1000,
    "open brackets": "(示例",
    "open quotations": "“示例集团",
    "glosses": "區(qū)(qū",
    "letters in brackets": "(aaaaaaaaaaaa",
    "short names given": "示例有限公司(以下简称“示例",
    "dashes": "示—例-",
    "spaces": "示例 \u3000\t公司",
    "branches": "示例银行大同分行云冈支行",
}


def sentences(paths: list[Path]) -> list[str]:
    """The texts of JSON lines, cut at full stops."""
    texts = (json.loads(line)["text"] for path in paths for line in path.read_text("utf-8").splitlines())
    return [part for text in texts for part in _STOP.split(text) if part.strip()]


def a_second(each: Callable[[str], object], texts: list[str]) -> float:
    """Texts a CPU-second: the best of three rounds, after one that warms up."""
    for text in texts[:50]:
        each(text)
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        for text in texts:
            each(text)
        best = min(best, time.process_time() - began)
    return len(texts) / best


def _jieba() -> Callable[[str], object] | None:
    try:
        jieba = importlib.import_module("jieba")
        tag = importlib.import_module("jieba.posseg").lcut
    except ImportError:
        return None
    jieba.setLogLevel(logging.WARNING)
    return lambda text: [word.word for word in tag(text) if word.flag == "nt"]


def speed(paths: list[Path]) -> dict[str, float]:
    """Sentences a CPU-second, ours and jieba's, over the same sentences in one run."""
    texts = sentences(paths)
    ours = a_second(find, texts)
    print(f"{len(texts):,} sentences of {sum(map(len, texts)) / len(texts):.0f} characters")
    print(f"{'ours':10} {ours:8,.0f} sentences/s   {ours / LAC:.0f} × LAC ({LAC}, cited)")
    result = {"sentences": len(texts), "ours": round(ours), "lac_cited": LAC, "ours_by_lac": round(ours / LAC, 1)}
    tagger = _jieba()
    if tagger is None:
        print("jieba      not installed")
        return result
    theirs = a_second(tagger, texts)
    print(f"{'jieba':10} {theirs:8,.0f} sentences/s   ours is {ours / theirs:.1f} × as fast")
    return result | {"jieba": round(theirs), "ours_by_jieba": round(ours / theirs, 1)}


def memory(field: str) -> float:
    """A field of this process's /proc/self/status in MB."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(field))
    return int(line.split()[1]) / 1024


def firms(count: int) -> list[KnownName]:
    """Invented firms in the shapes that firms' names have."""
    draw = random.Random(7)
    places = [line.split("\t")[1] for line in (ROOT / "jobs" / "data" / "places.tsv").read_text("utf-8").splitlines() if line[0] != "#"]
    characters = "华中天金鑫源恒盛泰隆达通宏远博瑞嘉和安康丰裕永兴昌荣顺利福祥德信诚明亮光辉耀星辰海江河山川云风雨雷东南西北春夏秋冬"
    trades = [
        "科技",
        "商贸",
        "建筑工程",
        "房地产开发",
        "物业管理",
        "文化传媒",
        "汽车销售服务",
        "食品",
        "农业开发",
        "机械制造",
        "新材料",
        "物流",
    ]
    return [
        KnownName(f"{draw.choice(places)}{''.join(draw.choices(characters, k=draw.choice((2, 2, 3, 4))))}{draw.choice(trades)}有限公司")
        for _ in range(count)
    ]


def weigh_known() -> dict[str, float]:
    """What the table of known firms adds to the process, and how long it takes to build. Run in a process of its own."""
    names = firms(FIRMS)
    KnownNames(names[:100]).hits("示例")
    before, began = memory("VmRSS"), time.process_time()
    known = KnownNames(names)
    built, after, peak = time.process_time() - began, memory("VmRSS"), memory("VmHWM")
    text = HOSTILE["news"] * 2_000
    began = time.process_time()
    known.hits(text)
    scanned = len(text) / (time.process_time() - began)
    return {
        "firms": FIRMS,
        "aliases": len(known),
        "grown_mb": round(after - before),
        "peak_mb": round(peak - before),
        "build_s": round(built, 1),
        "characters_a_second": round(scanned),
    }


def known() -> dict[str, float]:
    """`weigh_known` in a fresh process, so that nothing else is in the figures."""
    done = subprocess.run([sys.executable, __file__, "--weigh"], capture_output=True, text=True, check=True)  # this very script
    result: dict[str, float] = json.loads(done.stdout)
    print(
        f"{result['aliases']:,} aliases of {result['firms']:,} firms: +{result['grown_mb']} MB (+{result['peak_mb']} MB while built), "
        f"{result['build_s']} s to build, {result['characters_a_second'] / 1e6:.1f} M characters/s to search"
    )
    return result


def sized(piece: str, size: int) -> str:
    """The piece repeated to about `size` bytes of UTF-8."""
    return piece * max(1, size // len(piece.encode("utf-8", "surrogatepass")))


def growth() -> dict[str, list[float]]:
    """CPU seconds for each hostile text of 100 kB, 1 MB and 10 MB."""
    print(f"{'hostile text':20} {'100 kB':>8} {'1 MB':>8} {'10 MB':>8}   growth (10 is linear)")
    result = {}
    for name, piece in HOSTILE.items():
        times = []
        for factor in (1, 10, 100):
            text = sized(piece, BASE * factor)
            rounds = 3 if factor < 100 else 1
            best = float("inf")
            for _ in range(rounds):
                began = time.process_time()
                find(text)
                best = min(best, time.process_time() - began)
            times.append(best)
        result[name] = [round(seconds, 4) for seconds in times]
        print(
            f"{name:20} {times[0]:8.3f} {times[1]:8.3f} {times[2]:8.3f}   × {times[1] / times[0]:.1f}, × {times[2] / times[1]:.1f}",
            flush=True,
        )
    print(f"most memory held: {memory('VmHWM'):.0f} MB")
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sentences", type=Path, nargs="*", default=OWN)
    parser.add_argument("--only", nargs="*", choices=("speed", "known", "growth"), default=("speed", "known", "growth"))
    parser.add_argument("--weigh", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.weigh:
        print(json.dumps(weigh_known()))
        return
    parts: dict[str, Callable[[], object]] = {"speed": lambda: speed(options.sentences), "known": known, "growth": growth}
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    results["python"] = platform.python_version()
    for part in options.only:
        results[part] = parts[part]()
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
