"""The frame of the demonstration's local pages."""

from __future__ import annotations

from html import escape

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --quiet: light-dark(#5c5c5c, #ababab);
  --page: light-dark(#f5f5f5, #141414); --sheet: light-dark(#ffffff, #1f1f1f);
  --link: light-dark(#4a4fb5, #a6aaf5); --bad: light-dark(#a3262c, #ff9a9e); }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem;
  background: var(--page); overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 0; } h4 { font-size: .95rem; margin: .9rem 0 0; }
article { background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem;
  padding: .9rem 1.1rem; margin: 1rem 0; }
article p { margin: .15rem 0; } .text { white-space: pre-wrap; margin-top: .8rem; }
a { color: var(--link); } ul { margin: .5rem 0; padding-left: 1.2rem; }
.documents { list-style: none; padding: .6rem 0 0; margin: .8rem 0 0; border-top: 1px solid var(--line); }
.quiet { color: var(--quiet); font-size: .9rem; } .bad { color: var(--bad); } summary { cursor: pointer; }
"""
ALONE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
"""What people wrote is shown as words; should it ever not be, it still can do nothing."""


def page(title: str, body: str) -> str:
    """A whole page; `body` is HTML."""
    return (
        "<!doctype html><html lang='en'><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(title)}</title><style>{_STYLE}</style>{body}</html>"
    )
