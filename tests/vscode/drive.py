"""Opens a page in a real Visual Studio Code, looks at what is marked, saves it, and compares with the command line.

`make test-vscode` runs it; screenshots stay in `.vscode-test/screenshots`, to be looked at.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
TEST = ROOT / ".vscode-test"
RESP_LINT = ROOT / ".venv" / "bin" / "resp-lint"
SERVER = TEST / "node_modules" / "code-server" / "out" / "node" / "entry.js"
PATIENCE = 60_000
sys.path.insert(0, str(ROOT / "tests" / "helpers"))


def make_folder(work: Path, text: str) -> Path:
    """A folder with one page, and settings that fix it when it is saved."""
    docs, user = work / "docs", work / "data" / "User"
    (docs / ".git").mkdir(parents=True)
    user.mkdir(parents=True)
    page = docs / "responsibilities.md"
    page.write_bytes(text.encode())
    settings = {
        "resp-lint.path": str(RESP_LINT),
        "security.workspace.trust.enabled": False,
        "editor.codeActionsOnSave": {"source.fixAll.resp-lint": "explicit"},
        "editor.autoIndent": "none",
        "files.autoSave": "off",  # a browser saves by itself
        "workbench.startupEditor": "none",
    }
    (user / "settings.json").write_bytes(json.dumps(settings).encode())
    return page


def check(folder: Path) -> list[dict[str, Any]]:
    """What the command line finds."""
    done = subprocess.run(
        [RESP_LINT, "--no-cache", "--output-format", "json"], cwd=folder, capture_output=True, check=False
    )
    findings: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return findings


def fix(page: Path) -> bytes:
    """What the command line makes of a page."""
    copy = page.parent.parent / "copy"
    shutil.copytree(page.parent, copy)
    subprocess.run([RESP_LINT, "--no-cache", "--fix", page.name], cwd=copy, capture_output=True, check=False)
    return (copy / page.name).read_bytes()


def count_levels(findings: list[dict[str, Any]]) -> list[int]:
    """How many errors, warnings and notes there are, as the status bar says it."""
    levels = [finding["level"] for finding in findings]
    return [levels.count(level) for level in ("error", "warning", "info") if levels.count(level)]


def read_counts(window: Page) -> list[int]:
    """The numbers of errors, warnings and notes in the status bar."""
    label = window.locator("[id='status.problems'] a").get_attribute("aria-label") or ""
    return [int(number) for number in re.findall(r"\d+", label)]


def wait_until(done: Any, what: str) -> None:  # noqa: ANN401 -- a function
    until = time.monotonic() + PATIENCE / 1000
    while not done():
        if time.monotonic() > until:
            sys.exit(f"in vain: {what}")
        time.sleep(0.2)


def drive(window: Page, page: Path, screenshots: Path) -> None:
    """Open, look, save, look again."""
    findings, fixed = check(page.parent), fix(page)
    wanted = count_levels(findings)
    window.get_by_role("treeitem", name=page.name).first.dblclick(timeout=PATIENCE)
    window.wait_for_selector(".squiggly-error", timeout=PATIENCE)
    wait_until(lambda: read_counts(window) == wanted, f"{wanted} problems in the status bar")
    window.screenshot(path=screenshots / "opened.png")
    # The editor shows spaces as other characters.
    window.locator(".view-line", has_text="Rotate").first.click(position={"x": 40, "y": 8})
    window.keyboard.press("Control+k")
    window.keyboard.press("Control+i")
    window.locator(".monaco-hover", has_text="row-without-owner").first.wait_for(timeout=PATIENCE)
    window.screenshot(path=screenshots / "hover.png")
    window.locator(".view-lines").first.click()
    window.keyboard.press("Control+End")
    window.keyboard.type(" ")
    window.keyboard.press("Backspace")
    window.keyboard.press("Control+s")
    wait_until(lambda: page.read_bytes() == fixed, "the page as the command line fixes it")
    wait_until(lambda: sum(read_counts(window)) == len(check(page.parent)), "fewer problems")
    window.screenshot(path=screenshots / "saved.png")


def run_command(window: Page, name: str) -> None:
    """Run a command by its name, as from the palette."""
    window.keyboard.press("F1")
    window.locator(".quick-input-widget input").first.fill(f">{name}")
    window.locator(".quick-input-list .monaco-list-row", has_text=name).first.click(timeout=PATIENCE)


def answer_prompt(window: Page, title: str, answer: str) -> None:
    """Answer what an input box with a title asks for."""
    window.locator(".quick-input-widget", has_text=title).wait_for(timeout=PATIENCE)
    window.locator(".quick-input-widget input").first.fill(answer)
    window.keyboard.press("Enter")


def suppress_finding(window: Page, page: Path, screenshots: Path) -> None:
    """Ignore a finding with the reason that a prompt asks for."""
    window.locator(".view-line", has_text="Rotate").first.click(position={"x": 40, "y": 8})
    run_command(window, "Quick Fix...")
    action = window.locator(
        ".action-widget .monaco-list-row", has_text="Ignore RSP501 row-without-owner here, with a reason"
    )
    action.first.wait_for(timeout=PATIENCE)
    window.screenshot(path=screenshots / "actions.png")
    window.keyboard.press("Enter")  # it is the first one
    answer_prompt(window, "Why may this finding stay?", "keys rotate by themselves")
    window.locator(".view-line", has_text="themselves").wait_for(timeout=PATIENCE)
    window.keyboard.press("Control+s")
    wait_until(lambda: b"row-without-owner: keys rotate by themselves" in page.read_bytes(), "a suppression")
    wait_until(lambda: sum(read_counts(window)) == len(check(page.parent)), "what is left beside it")
    window.screenshot(path=screenshots / "ignored.png")


def compare_unsaved_pages(window: Page, page: Path, screenshots: Path) -> None:
    """Give a new page the topic id of another, and do not save it: both are open, and the later one is marked."""
    run_command(window, "resp-lint: New Responsibility Page")
    answer_prompt(window, "New responsibility page", "another-responsibilities.md")
    another = page.with_name("another-responsibilities.md")
    wait_until(another.exists, "a new page")
    window.locator(".tab.active", has_text=another.name).wait_for(timeout=PATIENCE)
    stored = another.read_bytes()
    window.locator(".view-lines").first.click()
    window.keyboard.press("Control+a")
    window.keyboard.insert_text(page.read_bytes().decode())
    copy = page.parent.parent / "unsaved"
    shutil.copytree(page.parent, copy)
    shutil.copyfile(page, copy / another.name)
    findings = check(copy)
    if ("RSP801", page.name) not in {(it["code"], it["path"]) for it in findings}:
        sys.exit("the command line sees no second page with the id")
    wait_until(lambda: read_counts(window) == count_levels(findings), "what the pages are together")
    window.screenshot(path=screenshots / "unsaved.png")
    if another.read_bytes() != stored:
        sys.exit("the new page was saved")
    run_command(window, "File: Revert File")
    wait_until(lambda: read_counts(window) == count_levels(check(page.parent)), "the page that is stored")


def main() -> None:
    from demo_page import PAGE  # noqa: PLC0415 -- of our tests' own folder

    screenshots = TEST / "screenshots"
    screenshots.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or sys.exit("chromium is not here")
    extension = next((ROOT / "editors" / "vscode").glob("*.vsix"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        page = make_folder(work, PAGE)
        folders = ("--user-data-dir", work / "data", "--extensions-dir", work / "extensions")
        node = shutil.which("node") or "node"
        environment = {**os.environ, "XDG_CONFIG_HOME": str(work / "config")}
        command = [node, SERVER, *folders]
        subprocess.run([*command, "--install-extension", extension], env=environment, check=True)
        quiet = ("--auth", "none", "--disable-telemetry", "--disable-update-check", "--bind-addr", f"127.0.0.1:{port}")
        with subprocess.Popen([*command, *quiet, page.parent], env=environment, stdout=subprocess.DEVNULL) as server:
            try:
                wait_until(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0, "code-server")
                with sync_playwright() as playwright:
                    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                    window = browser.new_page(viewport={"width": 1400, "height": 900})
                    window.goto(f"http://127.0.0.1:{port}/?folder={page.parent}", timeout=PATIENCE)
                    try:
                        drive(window, page, screenshots)
                        suppress_finding(window, page, screenshots)
                        compare_unsaved_pages(window, page, screenshots)
                    finally:
                        window.screenshot(path=screenshots / "last.png")
                    browser.close()
            finally:
                server.terminate()
    print(f"Visual Studio Code shows and fixes what the command line does; screenshots: {screenshots}")


if __name__ == "__main__":
    main()
