"""The documentation site: Sphinx reads the Markdown of this folder; `make site` builds it.

What can be generated is generated here, into `docs/generated`, which git ignores: the help texts and the changelog.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import resp_lint
from resp_lint.cli.commands import COMMANDS
from resp_lint.config.schema import make_schema
from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS))

from api_pages import api_reference  # noqa: E402 -- it stands in this folder

API_HEAD = """\
# Python API

What `import resp_lint` offers is documented, typed and stable: for programs that check pages, and for authors of
[plugins](../plugins.md). Everything else can change with any version.

"""

SETTINGS_HEAD = """\
# Settings

The keys of `resp-lint.toml` and of the table `[tool.resp-lint]`, as `resp-lint config --schema` has them.
[Configuration](../configuration.md) says where such files stand and which of them counts; the page of each
[rule](../rules/README.md) lists its options.

| Key | Value | Meaning |
|-----|-------|---------|
"""

project = "resp-lint"
version = release = resp_lint.__version__
extensions = ["myst_parser", "sphinx_copybutton"]
myst_heading_anchors = 4
myst_enable_extensions = ["deflist"]
# Examples of pages are full of attribute lists that are text here.
suppress_warnings = ["misc.highlighting_failure"]
exclude_patterns = ["build"]
root_doc = "index"

html_theme = "furo"
html_title = "resp-lint"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_static_path = ["static"]
html_css_files = ["site.css"]
copybutton_prompt_text = "$ "
copybutton_only_copy_prompt_lines = True
pygments_style = "xcode"
pygments_dark_style = "github-dark"


def write_help_texts(_: Sphinx) -> None:
    """Writes the `--help` of the program and of each command as one page."""
    texts = ["# Command line\n\nThe help texts of resp-lint and its commands, as `--help` shows them.\n"]
    for command in ("", *COMMANDS):
        arguments = [command] if command not in ("", "check") else []
        if command == "check":
            continue
        title = " ".join(["resp-lint", *arguments])
        texts.append(f"## {title}\n\n```text\n{help_of(arguments)}```\n")
    _write("command-line.md", "\n".join(texts))


def help_of(arguments: list[str]) -> str:
    """The help of a command, as wide as a page of the site."""
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "resp_lint", *arguments, "--help"]
    return subprocess.run(command, check=True, capture_output=True, env=environment).stdout.decode()


def copy_changelog(_: Sphinx) -> None:
    """The changelog stands at the root of the repository; the site shows it, too."""
    _write("changelog.md", (DOCS.parent / "CHANGELOG.md").read_bytes().decode())


def write_api_reference(_: Sphinx) -> None:
    """Writes what programs and plugins may import, as one page."""
    _write("api.md", API_HEAD + api_reference())


def write_settings(_: Sphinx) -> None:
    """Writes what a configuration may hold, as its JSON Schema has it, as one page."""
    schema = make_schema(load_registry())
    rows = [
        f"| `{key}` | {describe_type(value, schema)} | {value['description']} |"
        for key, value in schema["properties"].items()
    ]
    _write("settings.md", SETTINGS_HEAD + "\n".join(rows) + "\n")


def describe_type(value: dict[str, Any], schema: dict[str, Any]) -> str:
    """The type of a setting in words."""
    if reference := value.get("$ref"):
        return ", ".join(f"`{name}`" for name in schema["$defs"][reference.rpartition("/")[2]]["enum"])
    names = {"array": "a list of texts", "boolean": "`true` or `false`", "object": "a table", "string": "a text"}
    return names.get(value.get("type", ""), "a text, or a list of texts")


def list_rule_pages(_: Sphinx, name: str, source: list[str]) -> None:
    """Puts the pages of rules below their index, without a mark in it that readers elsewhere would see."""
    if name == "rules/README":
        source[0] += "\n```{toctree}\n:hidden:\n:glob:\n\n*\n```\n"


MISSING_FOR_SCREEN_READERS = (
    (' role="heading"><span class="caption-text">', ' role="heading" aria-level="2"><span class="caption-text">'),
    ('<aside class="sidebar-drawer">', '<aside class="sidebar-drawer" aria-label="Site">'),
    ('<aside class="toc-drawer', '<aside aria-label="On this page" class="toc-drawer'),
    ('<div id="search-results">', '<h1>Search</h1>\n<div id="search-results">'),
    ("<pre>", '<pre tabindex="0">'),  # the keyboard must reach what scrolls
    ("<pre ", '<pre tabindex="0" '),
    ('<div class="table-wrapper', '<div tabindex="0" class="table-wrapper'),
)


def complete_markup(app: Sphinx, exception: Exception | None) -> None:
    """Adds to the built pages what Sphinx and the theme leave out, and axe-core finds missing."""
    for path in Path(app.outdir).rglob("*.html") if exception is None else ():
        page = path.read_bytes().decode()
        for old, new in MISSING_FOR_SCREEN_READERS:
            page = page if new in page else page.replace(old, new)  # a page that did not change is not built anew
        path.write_bytes(page.encode())


def _write(name: str, text: str) -> None:
    folder = DOCS / "generated"
    folder.mkdir(exist_ok=True)
    path, new = folder / name, text.encode()
    if not path.exists() or path.read_bytes() != new:
        path.write_bytes(new)


def setup(app: Sphinx) -> None:
    """Registers what is generated before Sphinx reads the pages."""
    app.connect("builder-inited", write_help_texts)
    app.connect("builder-inited", copy_changelog)
    app.connect("builder-inited", write_api_reference)
    app.connect("builder-inited", write_settings)
    app.connect("source-read", list_rule_pages)
    app.connect("build-finished", complete_markup)
