"""What a person answers about one task of the other plan."""

from collections.abc import Mapping
from dataclasses import dataclass

TASK = "task:"


@dataclass(frozen=True, slots=True)
class PairingAnswer:
    """`choice` in the codes of PairingDecision, `ours_key` when paired; `seen` is -1 when it makes no sense."""

    choice: str
    ours_key: str
    reason: str
    seen: int

    @classmethod
    def parse(cls, data: Mapping[str, str]) -> "PairingAnswer":
        """Read a posted form. One group of buttons answers: "task:KEY" pairs, anything else is a choice's code."""
        answer, seen = data.get("answer", ""), data.get("seen", "")
        is_task = answer.startswith(TASK)
        return cls(
            choice="paired" if is_task else answer,
            ours_key=answer.removeprefix(TASK) if is_task else "",
            reason=data.get("reason", ""),
            seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1,
        )
