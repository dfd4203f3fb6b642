"""Whether what stands before an ending is a firm's own name, or a word for firms (保险公司, 某工程总公司)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard

from jobs.names.boundary import Body, Token
from jobs.names.forms import Ending
from jobs.names.words import lexicon, proper_names

_UNNAMED = frozenset("某该")
_RARE = 106  # cost of a word that is rare enough to be a brand
_RARE_VERB = 118
_PLAIN = 62  # cost of a function word so frequent (不, 就) that it is no brand
_RUNNING = "vwBPNYtfF"  # kinds of words a brand is not made of
_MEASURES = "个家座名条批所台位间支次"
_TRADES = 4
_FEW = 2  # three verbs in a row spell a foreign name: 派拉蒙
_MOST = 40  # characters of the longest name we believe
_PLANTS = frozenset(("厂", "总厂", "分厂"))
#: Sorts of firms that firms are also called after, once a place or a brand stands before: 北京城市合作银行.
_NAMEABLE = frozenset(
    ("人民", "城市", "城乡", "民族", "国家", "中央", "世界", "全球", "现代", "先进", "农民", "社会", "网上", "手机", "数据", "信息", "行业")
)
#: What a state calls its own bank: 俄罗斯中央银行, 瑞典国家银行; and states as headlines shorten them.
_STATE = frozenset(("中央", "国家", "皇家", "国民", "储备", "联邦储备"))
_STATES = frozenset("俄美英法德日韩泰印澳")
_PARTS = frozenset(("总行", "信用卡中心", "营业部", "分理处"))  # only of a firm that is named
_PEOPLE_MEASURES = ("位", "名")  # 一位上海示例公司的负责人 counts people


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a name was found and how far to trust it."""

    rule: str
    score: float
    certain: bool
    why: str  # in words for the operator


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a body and its ending name no firm, in words for the operator."""

    why: str
    behind: int = 0  # characters of the body up to and with the word that spoils it; 0 when it is not one word's fault


@dataclass(frozen=True, slots=True)
class Weight:
    """Characters of a body by how much they are somebody's own."""

    strong: int  # places, brands, characters no word explains
    rare: int  # words rare enough to be a brand
    common: int  # words that say what sort of firm it is

    @classmethod
    def of(cls, tokens: tuple[Token, ...], ending: Ending) -> Weight:
        """The weight of the words before an ending."""
        strong = rare = common = 0
        numbers = all(token.word.kind in "mF" for token in tokens)
        for token in tokens:
            size, word = len(token.text), token.word
            if word.brand == 2 or (size == 1 and word.brand and not numbers):
                strong += size
            elif not word.brand or (word.kind == "v" and size > 2):
                continue
            elif word.kind == "n" and ending.text in _PLANTS:
                common += size  # 尿素厂, 酒精厂: what the plant makes, however rare the word
            elif word.out >= (_RARE_VERB if word.kind in "vwa" else _RARE):
                rare += size
            else:
                common += size
        return cls(strong, rare, common)


def judge(before: Body, ending: Ending) -> Verdict | Refusal:
    """What to make of a body and its ending."""
    tokens = before.tokens
    size = sum(len(token.text) for token in tokens)
    if size < 2 or size > _MOST:
        return Refusal("名称太短或太长")
    if any(token.word.kind == "Y" and len(token.text) > 1 for token in tokens):
        return Refusal("泛指某一家或若干家公司")
    if tokens[0].word.kind == "(":
        return Refusal("括号前没有名称")
    return _judge_legal(_joined(tokens, "T"), ending) if ending.kind in ("legal", "cut") else _judge_loose(before, ending)


def _judge_legal(tokens: tuple[Token, ...], ending: Ending) -> Verdict | Refusal:
    """A body before 有限公司: the ending proves a name, so it must only have something of its own."""
    weight = Weight.of(tokens, ending)
    last = tokens[-1]
    if not weight.strong and weight.rare + weight.common < 2:
        return Refusal("没有字号，只有行业词或通用词")
    if last.word.brand == 0 and last.word.kind in "BPNYftq" and last.text != "和":
        return Refusal(f"“{last.text}”不会紧接在“{ending.text}”之前")
    if any(token.text in _UNNAMED or not token.text.strip("XxOo*") for token in tokens):
        return Verdict("unnamed", 0.3, False, "名称被隐去")  # 某商贸有限公司: printed so that nobody can tell who it is
    if weight.strong >= 2:
        return Verdict("legal", 0.95, True, "公司形式完整，有地名或字号")
    return Verdict("legal", 0.85, True, "公司形式完整，字号像普通词")


def _judge_loose(before: Body, ending: Ending) -> Verdict | Refusal:
    """A body before 公司, 厂, 集团, 银行: the ending proves nothing, the body must."""
    tokens = _joined(before.tokens)
    known = _known_kind(tokens, ending)
    if known is not None:
        return Verdict("suffix", 0.8, True, known)
    weight = Weight.of(tokens, ending)
    return _against(tokens, before.before, ending, weight) or _strength(tokens, ending, weight)


def _joined(tokens: tuple[Token, ...], kinds: str = _RUNNING) -> tuple[Token, ...]:
    """Single characters that are a word of such a kind together, made that word again: 减 and 少 of 减少银行利润 are no brand."""
    joined: list[Token] = []
    for token in tokens:
        both = joined[-1].text + token.text if joined else ""
        word = lexicon().get(both) if len(both) == 2 else None
        if word is not None and word.kind in kinds and (word.kind == "T" or word.out < _RARE_VERB):
            joined[-1] = Token(both, word)
        else:
            joined.append(token)
    return tuple(joined)


def _known_kind(tokens: tuple[Token, ...], ending: Ending) -> str | None:
    """What makes a loose name sure beyond its words: our list of whole names, a state's own bank, a numbered plant."""
    if "".join(token.text for token in tokens) + ending.text in proper_names():
        return "专名表中的整名"
    if ending.kind == "branch" and _owner(tokens) in proper_names():
        return "专名表中单位的分支机构"
    if _of_a_state(tokens, ending):
        return "一国的银行"
    return "以编号为名的工厂" if _numbered(tokens, ending) else None


def _strength(tokens: tuple[Token, ...], ending: Ending, weight: Weight) -> Verdict | Refusal:
    """Whether the words of a loose name are somebody's own."""
    own = [token for token in tokens if token.word.brand]
    if own and len(own) <= _FEW and all(token.word.kind in "vfBmq" for token in own):
        return Refusal("只有动词和数量，没有字号")
    if weight.strong >= 2:
        return Verdict("suffix", 0.7, True, "有地名或字号")
    if ending.text == "总公司" and sum(len(token.text) for token in tokens if token.word.kind == "T") >= _TRADES:
        return Verdict("suffix", 0.5, True, "行业总公司，只有一家")  # 航天工业总公司
    if weight.common or weight.strong + weight.rare < 2:
        return Refusal("全是通用词，没有字号")
    if weight.strong or (len(own) == 1 and own[0] is tokens[0]):
        return Verdict("suffix", 0.5, True, "字号是少见词")
    return Refusal("几个少见词连在一起，看不出字号")


def _against(tokens: tuple[Token, ...], before: Token | None, ending: Ending, weight: Weight) -> Refusal | None:
    """What speaks against a firm of its own, the first thing that does."""
    if ending.text in _PARTS and not _owner(tokens):
        return Refusal(f"“{ending.text}”前没有所属单位")
    if _counted(before) and (
        weight.strong < 2 or before.text.endswith(("家", "个", "些")) or all(token.word.kind in "SsCTK" for token in tokens)
    ):
        return Refusal("前面是数量，说的是一类公司")
    spoken = _spoken(tokens, weight)
    if spoken is not None:
        words = f"“{tokens[spoken].text}”是普通话语或公司类别，不是名称的一部分"
        return Refusal(words, sum(len(token.text) for token in tokens[: spoken + 1]))
    if _only_place(tokens, ending):
        return Refusal("只有地名")
    return Refusal("名称被隐去") if any(token.text in _UNNAMED for token in tokens) else None


def _owner(tokens: tuple[Token, ...]) -> str:
    """The firm a branch belongs to, up to its own form: 示例银行 of 示例银行大同(分行)."""
    at = max((at for at, token in enumerate(tokens, 1) if token.word.kind == "F"), default=0)
    return "".join(token.text for token in tokens[:at])


def _counted(token: Token | None) -> TypeGuard[Token]:
    """一家, 多个, 各: what follows is a sort of firm, not one firm."""
    return token is not None and token.word.kind in "Ymq" and not token.text.endswith(_PEOPLE_MEASURES)


def _of_a_state(tokens: tuple[Token, ...], ending: Ending) -> bool:
    """俄罗斯中央银行, 印度尼西亚国家贸易银行: the bank a state calls its own."""
    if ending.text != "银行" or len(tokens) < 2 or tokens[1].text not in _STATE:
        return False
    return (tokens[0].word.kind == "C" or tokens[0].text in _STATES) and all(token.word.kind == "T" for token in tokens[2:])


def _numbered(tokens: tuple[Token, ...], ending: Ending) -> bool:
    """空军二十一厂, 五一一厂: plants that have a number for a name."""
    if ending.text != "厂":
        return False
    at = len(tokens)
    while at and tokens[at - 1].word.kind == "m":
        at -= 1
    number = "".join(token.text for token in tokens[at:])
    return len(number) >= 2 and number[-1] not in _MEASURES and all(token.word.kind in "SszhnT" for token in tokens[:at])


def _spoken(tokens: tuple[Token, ...], weight: Weight) -> int | None:
    """Which word is running text: a verb, a function word, a title; or a word for a sort of firm (跨国, 大)."""
    for at, token in enumerate(tokens):
        single = len(token.text) == 1
        if token.word.kind in "mq" and token.text[-1] in _MEASURES:
            return at
        if token.word.kind in "ftqBPNY" and (not single or token.word.brand == 0 or (token.word.kind == "f" and token.word.out < _PLAIN)):
            return at
        if token.word.kind in "vw" and not single and _done(tokens, at):
            return at
    for at, token in enumerate(tokens):
        named = at and ((weight.strong >= 2 and token.text in _NAMEABLE) or (token.text in "大小新老" and _brand_behind(tokens, at)))
        if token.word.kind == "K" and not named and not (len(token.text) == 1 and _in_brand(tokens, at)):
            return at
    return None


def _done(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a verb says what somebody does: 律师质疑银行, and not 第一劝业银行 or 中国出口信用保险公司."""
    word, before = tokens[at].word, tokens[at - 1].word if at else None
    if word.out < _RARE_VERB:
        return not _trade_like(tokens, at)
    return word.kind == "v" and before is not None and before.kind not in "SsCzhlm"


def _trade_like(tokens: tuple[Token, ...], at: int) -> bool:
    """中国出口信用保险公司: a verb that serves as a noun, between a place and a trade or behind both."""
    beside = tokens[at + 1] if at + 1 < len(tokens) else tokens[at - 1]
    return tokens[at].word.kind == "w" and at > 0 and tokens[0].word.kind in "SsC" and beside.word.kind == "T"


def _brand_behind(tokens: tuple[Token, ...], at: int) -> bool:
    """武汉新一天…公司: 新 with something of its own behind it."""
    return at + 1 < len(tokens) and tokens[at + 1].word.brand > 0


def _in_brand(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the character beside is one of a brand too: 大杨集团, 顶新集团."""
    beside = (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
    return any(len(token.text) == 1 and token.word.brand == 2 for token in beside)


def _only_place(tokens: tuple[Token, ...], ending: Ending) -> bool:
    """日本公司 says where firms are; 大同银行 and 北海公司 name one."""
    if len(tokens) == 1 and (tokens[0].text.startswith("第") or (tokens[0].text == "中国" and ending.text != "银行")):
        return True  # 第一集团: a rank
    if any(token.word.kind not in "SsC" for token in tokens):
        return False
    return (
        (tokens[-1].word.kind == "C" and ending.text != "银行")
        or ending.kind == "branch"
        or (ending.text in ("公司", "银行") and tokens[-1].text.endswith(("省", "市", "县", "区")))
    )
