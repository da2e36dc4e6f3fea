"""Pages of the documentation site as a browser shows them: what axe-core finds, and what is loaded, as JSON.

python site.py AXE CHROMIUM PAGE...
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from browser import RUN, WIDE
from playwright.sync_api import sync_playwright

SCREENS = [("light", 1280), ("dark", 390)]  # a desk, and a phone at night


def main(axe: str, chromium: str, *pages: str) -> None:
    script = Path(axe).read_bytes().decode()
    found: dict[str, list[str]] = {page: [] for page in pages}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for scheme, width in SCREENS:
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, offline=True)
            for page, faults in found.items():
                tab = context.new_page()
                tab.on("request", lambda it, faults=faults: it.url.startswith("file:") or faults.append(it.url))
                tab.on("pageerror", lambda error, faults=faults: faults.append(str(error)))
                tab.goto(Path(page).resolve().as_uri())
                tab.evaluate(script + "; 0")
                faults += [f"{scheme} {width}: {it}" for it in tab.evaluate(RUN)]
                if tab.evaluate(WIDE):
                    faults.append(f"{scheme} {width}: wider than the screen")
                tab.close()
        browser.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
