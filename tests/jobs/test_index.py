"""The search index against the plain truth: a word is found where it stands, whatever was added, changed and taken away since."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyroaring import BitMap

from jobs.errors import Corrupt
from jobs.index import Document, Folder, Reader, is_exact

_LETTERS = "焊工电气学徒ab的了𠮷\U0002000a"


def document(chance: random.Random, number: int) -> Document:
    def text(most: int) -> str:
        return "".join(chance.choice(_LETTERS) for _ in range(chance.randrange(most)))

    title = text(5)
    return Document(number, title, "\n".join([title, text(10), text(30)]), tuple(chance.sample(range(6), chance.randrange(4))))


def grown(folder: Folder, chance: random.Random) -> dict[int, Document]:
    """An index made, added to and merged; returns what it must hold."""
    first = [document(chance, number) for number in range(1, chance.randrange(1, 80))]
    truth = {one.number: one for one in first}
    with folder.writing() as mine:
        assert mine
        folder.renew(first, 1, 7)
        for step in range(chance.randrange(6)):
            changed = BitMap(chance.choices(range(1, 120), k=chance.randrange(20)))
            fresh = [document(chance, number) for number in changed if chance.random() < 0.7]
            folder.add(fresh, changed, step + 2, 7)
            truth = {number: one for number, one in truth.items() if number not in changed} | {one.number: one for one in fresh}
    return truth


@pytest.mark.parametrize("seed", range(25))
def test_what_is_found_is_what_is_there(tmp_path: Path, seed: int) -> None:
    chance, folder = random.Random(seed), Folder(tmp_path / "index")
    truth = grown(folder, chance)
    opened = folder.segments()
    assert opened is not None
    reader = Reader(opened[1])
    touched = set(chance.choices(range(1, 130), k=chance.randrange(20)))
    fresh = [document(chance, number) for number in touched if chance.random() < 0.6]
    reader.take(fresh, touched - {one.number for one in fresh})
    truth = {number: one for number, one in truth.items() if number not in touched} | {one.number: one for one in fresh}
    for mark in range(6):
        assert set(reader.marked(mark)) == {number for number, one in truth.items() if mark in one.marks}
        assert reader.counted(mark, mark).get(mark, 0) == len(reader.marked(mark))
    assert set(reader.marked_between(2, 4)) == {number for number, one in truth.items() if {2, 3, 4} & set(one.marks)}
    for _ in range(100):
        words = ["".join(chance.choices(_LETTERS, k=chance.choice([1, 1, 2, 2, 3, 4]))) for _ in range(chance.choice([1, 1, 2]))]
        holding = {number for number, one in truth.items() if all(word in one.text for word in words)}
        found = reader.worded(words)
        assert holding <= set(found), "no post with the words is missing"
        if all(map(is_exact, words)):
            assert set(found) == holding
        else:
            assert set(reader.holding(found, words, len(found))[0]) == holding
            assert sorted(reader.holding(found, words, 1)[0], reverse=True)[:1] == sorted(holding, reverse=True)[:1]
            assert sorted(reader.holding(found, words, 1, oldest=True)[0])[:1] == sorted(holding)[:1]


def test_a_word_does_not_reach_over_a_line_or_into_the_next_text(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with folder.writing():
        folder.renew([Document(1, "焊", "焊\n工", ()), Document(2, "工", "工", ())], 1, 1)
    opened = folder.segments()
    assert opened is not None
    assert not Reader(opened[1]).worded(["焊工"])
    assert set(Reader(opened[1]).worded(["工"])) == {1, 2}


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with Folder(tmp_path).writing() as mine, Folder(tmp_path).writing() as second:
        assert mine
        assert not second


def test_a_crash_while_writing_leaves_the_old_index(tmp_path: Path) -> None:
    folder = Folder(tmp_path)

    def breaking() -> object:
        yield Document(1, "新", "新", ())
        raise OSError("no space left")

    with folder.writing():
        folder.renew([Document(1, "旧", "旧", ())], 1, 1)
        with pytest.raises(OSError, match="no space"):
            folder.add(breaking(), BitMap([1]), 2, 1)  # type: ignore[arg-type]  # documents that break off
    opened = folder.segments()
    assert opened is not None
    assert set(Reader(opened[1]).worded(["旧"])) == {1}
    with folder.writing():
        folder.add([Document(2, "新", "新", ())], BitMap([2]), 2, 1)
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(["lock", "manifest.json", *(folder.manifest() or opened[0]).segments])


def test_an_index_of_another_version_is_none(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with folder.writing():
        folder.renew([], 1, 1)
    written = (tmp_path / "manifest.json").read_text()
    (tmp_path / "manifest.json").write_text(written.replace('"version": 1', '"version": 99'))
    assert folder.segments() is None
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(Corrupt):
        folder.segments()
