"""What a story says of the firms it names: 投产, 扩建, 签约, 招聘, 复工, 获奖, 调研, 停产, 欠薪, 处罚, with the words that say so.

A signal explains why a firm is shown; it never ranks. Rather none than a wrong one: who does it, whether it is asserted and when
are judged word by word (docs/signals.md). Pure, in linear time.
"""

from __future__ import annotations

from jobs.signals.reading import read, together

__all__ = ["read", "together"]
