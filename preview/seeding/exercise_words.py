"""What made-up people write in team exercises: from ideas/exercise*.yaml, each text once as long as there are any."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Any

from preview.seeding.material import read


class Words:
    """A supply of texts for one block.

    Args:
        block_id: of the usage key.
        rng: the order is drawn from it.
        taken: texts that stand there already.
    """

    def __init__(self, block_id: str, rng: random.Random, taken: Iterable[str] = ()):
        data, own = read("exercise"), read("exercises").get(block_id, {})
        ideas = own.get("ideas", [])
        self._random = rng
        self._ideas = self._mixed([one["idea"] for one in ideas]) + self._mixed(data["anywhere"])
        self._then = {one["idea"]: list(one.get("then", ())) for one in ideas}
        self._then_anywhere = self._mixed(data["anywhere_then"])
        self._tags = {text: one.get("tag") for one in ideas for text in (one["idea"], *one.get("then", ()))}
        answers = data["prompts"] | own.get("prompts", {})
        self._prompts = {prompt: self._mixed(texts) for prompt, texts in answers.items()}
        self._results = self._mixed(own.get("results", []))
        self._taken = set(taken)

    def idea(self, avoid: Iterable[str] = ()) -> str:
        """Return an idea that nobody has had; when all have been had, one that is not among ``avoid``."""
        return self._next(self._ideas, avoid)

    def below(self, text: str, avoid: Iterable[str] = ()) -> str | None:
        """Return what somebody writes below an idea; None: nobody has anything to add."""
        fresh = [one for one in self._then.get(text, ()) if one not in self._taken]
        return self._take(fresh[0]) if fresh and fresh[0] not in set(avoid) else None

    def below_any(self, avoid: Iterable[str] = ()) -> str:
        """Return something that can stand below whatever idea."""
        here = set(avoid)
        supply = self._then_anywhere if set(self._then_anywhere) - here else self._ideas
        return self._next(supply, here)

    def about(self, prompt: str, avoid: Iterable[str] = ()) -> str:
        """Return an answer to a prompt of a technique; one that fits any where there is none of its own."""
        return self._next(self._prompts.get(prompt) or self._ideas, avoid)

    def result(self, prompts: Sequence[str]) -> dict[str, str]:
        """Return the fields of a team's result, which fit each other where the texts are there."""
        whole = self._results[0] if self._results else {}
        self._results = [*self._results[1:], *self._results[:1]]
        return {prompt: whole.get(prompt) or self.about(prompt) for prompt in prompts}

    def tag(self, text: str) -> str:
        """Return what kind of thing an idea is."""
        return str(self._tags.get(text) or "other")

    def _next(self, texts: list[str], avoid: Iterable[str]) -> str:
        """Take the next text of a supply, and put it to the end: it comes again when all others have been had."""
        here = set(avoid)
        fresh = [one for one in texts if one not in here]
        text = next((one for one in fresh if one not in self._taken), (fresh or texts)[0])
        texts.remove(text)
        texts.append(text)
        return self._take(text)

    def _take(self, text: str) -> str:
        self._taken.add(text)
        return text

    def _mixed(self, texts: Sequence[Any]) -> list[Any]:
        return self._random.sample(texts, len(texts))
