"""Why a text names the firms it does: every candidate looked at, found or refused, with the reason and what the score rests on."""

from __future__ import annotations

from dataclasses import dataclass

from jobs.names.boundary import Body, Token
from jobs.names.find import Looked, look_through
from jobs.names.known import KnownNames
from jobs.names.trace import Found, Note, Trace

#: Kind of a word (jobs.names.words) -> what it is called to the operator.
_KINDS = {
    "S": "地名",
    "s": "地名",
    "C": "国家或地区",
    "T": "行业",
    "K": "公司类别",
    "B": "名称前常见词",
    "P": "人员称谓",
    "N": "非名称词",
    "Y": "泛指",
    "F": "公司形式",
    "z": "字号",
    "h": "人名用字",
    "o": "词表外的字",
    "n": "名词",
    "v": "动词",
    "w": "动名词",
    "a": "形容词",
    "f": "虚词",
    "m": "数目",
    "q": "量词",
    "t": "时间词",
    "l": "字母",
    "(": "括号",
    "-": "连接号",
}
_OWN = ("通用", "可作字号", "地名或字号")  # Word.brand in words
#: A rule that found a mention, in words.
RULES = {
    "legal": "公司形式完整",
    "suffix": "以公司、厂、集团、银行等结尾",
    "cut": "页面上被截断，不能断定",
    "unnamed": "名称被隐去，不能断定",
    "known": "已知公司的全称或已确认的简称",
    "alias": "已知公司的别名，另有佐证",
    "document": "同文另有全称",
    "short": "同文已出现全称的简称",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a candidate as it was read."""

    text: str
    kind: str  # in words: 地名, 行业, 动词 …
    own: str  # how much it makes the name somebody's own, in words
    cost: int  # tenths of a nat it costs inside a name; the cheapest reading of the clause wins


@dataclass(frozen=True, slots=True)
class Explained:
    """One candidate: a mention, or what looked like one. Offsets count characters of the text as given."""

    as_printed: str
    start: int
    end: int
    found: bool
    name: str | None  # the firm's canonical name; None when refused
    rule: str | None
    score: float | None
    certain: bool | None
    why: tuple[str, ...]  # what was noted about this span, in order; the last decided
    before: str | None  # the word of running text before the name; None after punctuation
    parts: tuple[Part, ...]  # how the words before the ending were read
    cost: int | None  # of that reading, what stands before the name included


def explain(text: str, known: KnownNames | None = None, place: str | None = None) -> list[Explained]:
    """Every candidate of `text` in order of place, found or refused and why; those found are what `find` gives."""
    trace = Trace()
    looked = look_through(text, known, place, trace)
    spans: dict[tuple[int, int], list[Note]] = {}
    for note in trace.notes:
        spans.setdefault((note.start, note.end), []).append(note)
    for one in looked.found:
        spans.setdefault((one.start, one.end), [])
    mentions = {(one.start, one.end): one for one in looked.found}
    return [_explained(looked, text, span, notes, mentions.get(span)) for span, notes in sorted(spans.items())]


def _explained(looked: Looked, text: str, span: tuple[int, int], notes: list[Note], found: Found | None) -> Explained:
    start, end = looked.repaired.raw_span(*span)
    why = dict.fromkeys(note.why for note in notes if found is None or note.found is not None)
    if found is not None:
        sure = "确定" if found.certain else "存疑"
        why[f"{RULES[found.rule]}：{found.score:.2f} 分，{sure}"] = None
    body = next((note.body for note in reversed(notes) if note.body is not None), None)
    return Explained(
        text[start:end],
        start,
        end,
        found is not None,
        found.name if found else None,
        found.rule if found else None,
        round(found.score, 2) if found else None,
        found.certain if found else None,
        tuple(why),
        _before(body),
        tuple(map(_part, body.tokens)) if body else (),
        body.cost if body else None,
    )


def _part(token: Token) -> Part:
    return Part(token.text, _KINDS.get(token.word.kind, "其他"), _OWN[token.word.brand], token.word.inside)


def _before(body: Body | None) -> str | None:
    return body.before.text if body and body.before else None
