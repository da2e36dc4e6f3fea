"""What users install: the wheel, and a stranger's plugin beside it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from configparser import ConfigParser
from email import message_from_bytes
from pathlib import Path

import pytest
import yaml

from resp_lint.report.rule_page import HOME

RESP_LINT = Path(sys.executable).with_name("resp-lint")


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    """What a command prints; it must succeed."""
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=root)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def acme(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the example plugin is installed, as from an index: built, not linked."""
    folder = tmp_path_factory.mktemp("acme")
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
    plugin = root / "examples" / "plugin"
    run(sys.executable, "-m", "pip", "install", *offline, "--target", folder, plugin, cwd=folder)
    return folder


def test_the_wheel_installs_two_packages_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert {re.sub(r"-[\d.]+\.(dist-info|data)$", r".\1", top) for top in tops} == {
        "resp_lint",
        "resp_lint_rules",
        "resp_lint.data",
        "resp_lint.dist-info",
    }


def test_the_wheel_brings_the_licenses_of_its_word_lists(wheel: zipfile.ZipFile, root: Path) -> None:
    notice = "rules/resp_lint_rules/spelling/words.NOTICE.txt"
    (metadata,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    assert f"License-File: {notice}\n" in wheel.read(metadata).decode()
    packed = metadata.replace("METADATA", f"licenses/{notice}")
    assert wheel.read(packed) == (root / notice).read_bytes()


def test_the_wheel_brings_a_manual_page(wheel: zipfile.ZipFile, root: Path) -> None:
    (data,) = (name for name in wheel.namelist() if ".data/" in name)
    assert data.endswith(".data/data/share/man/man1/resp-lint.1")
    assert wheel.read(data) == (root / "docs/resp-lint.1").read_bytes()


def test_the_wheel_is_typed_and_holds_the_profiles(wheel: zipfile.ZipFile) -> None:
    assert {"resp_lint/py.typed", "resp_lint_rules/py.typed", "resp_lint/profiles/ibm-cloud.toml"} <= {
        *wheel.namelist()
    }


def test_the_built_in_rules_are_a_plugin(wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    entries = ConfigParser()
    entries.read_string(wheel.read(name).decode())
    assert dict(entries["console_scripts"]) == {"resp-lint": "resp_lint.cli.main:main"}
    assert dict(entries["resp_lint"]) == {"formats": "resp_lint.report.builtin", "rules": "resp_lint_rules"}


@pytest.fixture(scope="module")
def source(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the source distribution unpacks to."""
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=root)
    (path,) = folder.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")
    return folder / path.name.removesuffix(".tar.gz")


def test_the_source_distribution_is_the_repository(source: Path, root: Path) -> None:
    if not (root / ".git").exists():
        pytest.skip("this is no checkout")
    kept = {name for name in run("git", "ls-files", "-z", cwd=root).split("\0") if name and (root / name).exists()}
    packed = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    assert kept - packed == set()
    new = run("git", "ls-files", "-z", "--others", "--exclude-standard", cwd=root).split("\0")
    assert packed - kept - {*new} == {"PKG-INFO"}


@pytest.mark.skipif(not shutil.which("make"), reason="make is not here")
def test_the_demo_runs_in_the_source_distribution(source: Path) -> None:
    shown = run("make", "--old-file", ".venv/.ready", "demo", f"BIN={RESP_LINT.parent}", cwd=source)
    assert "(exit status 1: 1 means that there are findings)" in shown
    assert "examples/faulty/harbor-vault-responsibilities.md:" in shown


def test_the_readme_of_the_package_leads_to_the_repository(wheel: zipfile.ZipFile, root: Path) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = message_from_bytes(wheel.read(name))
    assert metadata["Author"]
    urls = dict(url.split(", ", 1) for url in metadata.get_all("Project-URL", []))
    assert urls["Documentation"] == HOME
    links = re.findall(r"\]\(([^)]+)\)", str(metadata.get_payload()))
    below = [re.split(r"/(?:blob|raw)/main/", link) for link in links]
    assert len(links) > 10
    assert {start for start, *_ in below} == {urls["Source"]}
    assert [path for _, path in below if not (root / path.partition("#")[0]).exists()] == []
    assert f"{urls['Source']}/raw/main/docs/screen.svg" in links


def test_the_pre_commit_hooks_are_complete(root: Path) -> None:
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_bytes())
    assert {hook["id"]: hook["entry"] for hook in hooks} == {
        "resp-lint": "resp-lint --force-exclude",
        "resp-lint-staged": "resp-lint --staged",
        "resp-lint-fix": "resp-lint --force-exclude --fix",
        "resp-lint-changes": "resp-lint changes HEAD",
    }
    assert all(hook["language"] == "python" and hook["require_serial"] for hook in hooks)
    staged = [hook["id"] for hook in hooks if not hook.get("pass_filenames", True) and hook["always_run"]]
    assert staged == ["resp-lint-staged"]
    assert all(hook["types"] == ["markdown"] for hook in hooks if hook["id"] not in staged)


def test_a_plugin_shows_up_beside_the_built_in_rules(acme: Path, root: Path) -> None:
    listed = run(RESP_LINT, "rules", cwd=root, PYTHONPATH=str(acme))
    assert "ACM001" in listed
    assert "RSP501" in listed


def test_a_plugin_passes_its_own_tests(acme: Path, root: Path, tmp_path: Path) -> None:
    plugin_tests = root / "examples" / "plugin" / "tests"
    run(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", plugin_tests, cwd=tmp_path, PYTHONPATH=str(acme))
