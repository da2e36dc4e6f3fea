"""The HTML reports in a real browser: nothing is loaded, nothing breaks the policy, and axe-core has nothing to say."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.clients.conftest import Run

HERE = Path(__file__).parent
WAYS = ("light", "dark", "middle", "narrow", "print")
TASKS = 2_000
AREA = """## {area}
{{: #{id}}}

| Task | IBM responsibilities | Your responsibilities |
|---|---|---|
"""
# What would be markup, leave the page, or run, if anything of a page were more than text.
HOSTILE = """---
subcollection: "<img src=x onerror=alert(1)>"
---

# Responsibilities </title><script>alert(1)</script>

## Change management
{: #change-management}

| Task | IBM responsibilities | Your responsibilities |
|---|---|---|
| `<script>alert(1)</script>` | [Go](javascript:alert(1)) &lt;b&gt; | <a href="https://x.example" onclick="x()">x</a> |
| {{ 7 * 7 }} {% raw %} | "onmouseover=alert(1) x=" | </td></table><iframe src="https://example.com"> |
"""


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium")
    if not found:
        pytest.skip("chromium is not here: apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def look(run: Run, clients: Path, chromium: str) -> Any:  # noqa: ANN401 -- a function
    def call(file: Path) -> dict[str, Any]:
        axe = clients / "node_modules/axe-core/axe.min.js"
        done = run(clients / "bin/python", HERE / "browser.py", axe, chromium, file)
        assert done.code == 0, done.err.decode()
        found: dict[str, Any] = json.loads(done.out)
        for way in WAYS:
            assert found[way] == {"told": [], "violations": [], "wide": False}, way
        return found

    return call


def made_page(tasks: int) -> str:
    areas = ("Change management", "change-management"), ("Disaster recovery", "disaster-recovery")
    rows = "".join(
        f"| Rotate the keys of node {number} | Rotate them every {number} days. | N/A |\n"
        for number in range(tasks // 2)
    )
    return "# Responsibilities\n\n" + "\n".join(AREA.format(area=area, id=id_) + rows for area, id_ in areas)


def test_a_search_among_many_tasks(resp_lint: Run, look: Any, tmp_path: Path) -> None:  # noqa: ANN401 -- a function
    (tmp_path / "responsibilities.md").write_bytes(made_page(TASKS).encode())
    assert resp_lint("matrix", "--output-format=html:m.html", cwd=tmp_path).code == 0
    found = look(tmp_path / "m.html")
    assert (found["all"], found["none"], found["status"]) == (TASKS, 0, f"0 of {TASKS} tasks shown")
    # Half of them are quick on any machine; one alone may wait for another program.
    assert sorted(found["times"])[len(found["times"]) // 2] < 50


def test_nothing_of_a_page_becomes_markup(resp_lint: Run, look: Any, tmp_path: Path) -> None:  # noqa: ANN401 -- a function
    (tmp_path / "responsibilities.md").write_bytes(HOSTILE.encode())
    for arguments in (("matrix", "--output-format=html:m.html"), ("report", "-o", "r.html")):
        assert resp_lint(*arguments, cwd=tmp_path).code == 0
        name = arguments[-1].rpartition(":")[2]
        html = (tmp_path / name).read_bytes().decode()
        assert html.count("<script>") == html.count("</script>") == 1
        assert "<img" not in html
        assert "<iframe" not in html
        assert 'javascript:alert(1)"' not in html
        look(tmp_path / name)
    resp_lint("--strict", "--output-format=html:f.html", cwd=tmp_path)
    look(tmp_path / "f.html")


def test_all_parts_of_a_report(resp_lint: Run, run: Run, look: Any, root: Path, tmp_path: Path) -> None:  # noqa: ANN401 -- a function
    tree = root / "examples/versions"
    shutil.copytree(tree / "old", tmp_path / "docs")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    for command in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "old")):
        assert run("git", *who, *command, cwd=tmp_path).code == 0
    shutil.copytree(tree / "new", tmp_path / "docs", dirs_exist_ok=True)
    assert resp_lint("report", "docs", "--since", "HEAD", "-o", "r.html", cwd=tmp_path).code == 0
    html = (tmp_path / "r.html").read_bytes().decode()
    assert [part in html for part in ('id="grid"', 'id="changes"', 'id="tasks"')] == [True] * 3
    look(tmp_path / "r.html")
    assert resp_lint("changes", "HEAD", "--output-format=html:c.html", cwd=tmp_path).code == 0
    look(tmp_path / "c.html")
