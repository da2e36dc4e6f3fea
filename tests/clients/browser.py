"""Reports as a browser shows them: what axe-core finds, and how long a keystroke in the search takes, as JSON.

python browser.py AXE CHROMIUM FILE [PICTURES]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

WAYS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "narrow": {"color_scheme": "light", "viewport": {"width": 320, "height": 640}},
    "middle": {"color_scheme": "dark", "viewport": {"width": 800, "height": 900}},
    "print": {"color_scheme": "light", "viewport": {"width": 800, "height": 1000}},
}
RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then((found) => found.violations.map(
  (one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" ; ")))"""
# Each letter of some words, one after the other, with the layout that it brings about.
TYPE = """(text) => {
  const field = document.querySelector("input[type=search]");
  if (!field) return [];
  const times = [];
  for (let end = 1; end <= text.length; end++) {
    const start = performance.now();
    field.value = text.slice(0, end);
    field.dispatchEvent(new Event("input", {bubbles: true}));
    document.body.offsetHeight;
    times.push(performance.now() - start);
  }
  field.value = "";
  field.dispatchEvent(new Event("input", {bubbles: true}));
  return times;
}"""
SHOWN = "() => [...document.querySelectorAll('tr[data-owner]')].filter((row) => !row.hidden).length"
WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


def look(page: Page, address: str, axe: str, picture: Path | None, *, printed: bool) -> dict[str, object]:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: told.append(request.url) if request.url != address else None)
    page.goto(address)
    if printed:
        page.emulate_media(media="print")
    if picture:
        page.screenshot(path=picture, full_page=False)
    wide = page.evaluate(WIDE)
    # The policy lets no script in but the page's own; a debugger asks nobody.
    page.evaluate(axe + "; 0")
    return {"told": told, "violations": page.evaluate(RUN), "wide": wide}


def main(axe: str, chromium: str, file: str, pictures: str = "") -> None:
    address = Path(file).resolve().as_uri()
    script = Path(axe).read_bytes().decode()
    found: dict[str, object] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for way, options in WAYS.items():
            page = browser.new_page(**options)
            picture = Path(pictures) / f"{way}.png" if pictures else None
            found[way] = look(page, address, script, picture, printed=way == "print")
            if way == "light":
                found["times"] = page.evaluate(TYPE, "rotate keys")
                found["all"] = page.evaluate(SHOWN)
                search = page.locator("input[type=search]")
                if search.count():
                    search.fill("zzzz nothing")
                    found["none"] = page.evaluate(SHOWN)
                    found["status"] = page.locator("[role=status]").text_content()
            page.close()
        browser.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
