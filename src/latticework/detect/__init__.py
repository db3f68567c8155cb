"""What stands in an article: sentences, mentions of actors, and times."""

from __future__ import annotations

from latticework.detect.actors import find_actors
from latticework.detect.syntax import parse
from latticework.detect.times import find_times

__all__ = ["find_actors", "find_times", "parse"]
