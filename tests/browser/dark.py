"""Cards in the dark.

The Playground knows no dark theme and takes no notice of the browser's colour scheme. So that cards can be
looked at in the dark all the same, its card colours and its Fluent colours are exchanged, on the way to the
browser, for dark ones near those of Teams. It shows whether a card can be read, not Microsoft's exact shades.
"""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Route

CARD_COLOURS = {
    '"#ff252424"': '"#ffffffff"',
    '"#bf252424"': '"#ffadadad"',
    '"backgroundColor":"#ffffff"': '"backgroundColor":"#292929"',
    '"#fff9f8f7"': '"#1f1f1f"',
    '"#C7DEF9"': '"#2c3350"',
    '"#CCFFCC"': '"#16351f"',
    '"#FFC5B2"': '"#4f1f22"',
    '"#FFE2B2"': '"#4a3512"',
    '"#c4314b"': '"#f9526b"',
    '"#6264a7"': '"#a6a7dc"',
    '"borderColor":"#CCCCCC"': '"borderColor":"#525252"',
}
PAGE_STYLE = """
.fui-FluentProvider {
  --colorNeutralForeground1: #ffffff !important; --colorNeutralForeground2: #d6d6d6 !important;
  --colorNeutralForeground3: #adadad !important; --colorNeutralForeground4: #999999 !important;
  --colorNeutralForeground1Hover: #ffffff !important; --colorNeutralForegroundDisabled: #5c5c5c !important;
  --colorNeutralBackground1: #292929 !important; --colorNeutralBackground1Hover: #3d3d3d !important;
  --colorNeutralBackground1Pressed: #1f1f1f !important; --colorNeutralBackground2: #1f1f1f !important;
  --colorNeutralBackground3: #141414 !important; --colorNeutralBackground4: #0a0a0a !important;
  --colorNeutralBackground5: #000000 !important; --colorNeutralBackgroundDisabled: #141414 !important;
  --colorNeutralStroke1: #666666 !important; --colorNeutralStroke2: #525252 !important;
  --colorNeutralStrokeAccessible: #adadad !important; --colorTransparentBackground: transparent !important;
  --colorBrandBackground: #4f52b2 !important; --colorPaletteRedForeground3: #f9526b !important;
  --colorSubtleBackgroundHover: #383838 !important;
}
.fai-OutputCard, .fai-OutputCard .fui-Text { color: #ffffff !important; }
.ac-adaptiveCard a { color: #a6a7dc !important; }
body { background: #1f1f1f !important; color: #ffffff !important; }
"""


def show_in_the_dark(context: BrowserContext) -> None:
    """Makes every Playground page of `context` dark. Call it after other routes are set."""
    context.route(re.compile(r"/static/js/main\.[0-9a-f]+\.js$"), _darken)
    context.add_init_script(
        "addEventListener('DOMContentLoaded', () => { const s = document.createElement('style');"
        f" s.textContent = `{PAGE_STYLE}`; document.head.append(s); }});"
    )


def _darken(route: Route) -> None:
    response = route.fetch()
    script = response.text()
    for light, dark in CARD_COLOURS.items():
        script = script.replace(light, dark)
    route.fulfill(response=response, body=script)
