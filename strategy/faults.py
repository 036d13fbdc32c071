"""What may be written down of an unexpected exception: its types and where it was, never its message.

A message may quote what somebody typed (a database error quotes its parameters), so it is left out.
"""

from __future__ import annotations

import traceback


def described(error: BaseException) -> str:
    """Types and places, innermost cause last."""
    parts: list[str] = []
    one: BaseException | None = error
    while one is not None and len(parts) < 5:
        frames = "".join(traceback.format_tb(one.__traceback__)[-12:])
        parts.append(f"{type(one).__module__}.{type(one).__qualname__}\n{frames}")
        one = one.__cause__ or one.__context__
    return "caused by ".join(parts)
