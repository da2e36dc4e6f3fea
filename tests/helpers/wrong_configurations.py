"""Every way in which a configuration can be wrong, and the one line that it must give."""

# ruff: noqa: E501 -- a line is told in one line

from __future__ import annotations

from collections.abc import Mapping

from resp_lint.config.configuration import Request

Files = Mapping[str, str | bytes]

F = "resp-lint.toml"
P = "pyproject.toml"
BASE = 'extends = "ibm-cloud"\n'

# What stands in resp-lint.toml, and the line that it must give.
ALONE = {
    # unknown keys, at each depth
    'selct = ["RSP4"]': 'resp-lint.toml:1: selct = ["RSP4"]: unknown key; did you mean “select”?',
    'fail_on = "error"': 'resp-lint.toml:1: fail_on = "error": unknown key; did you mean “fail-on”?',
    '# none\n\nprofil = "ibm-cloud"': 'resp-lint.toml:3: profil = "ibm-cloud": unknown key; did you mean “profile”?',
    '[level]\nRSP401 = "info"': 'resp-lint.toml:1: level = {RSP401 = "info"}: unknown key; did you mean “levels”?',
    '[tool.resp-lint]\nset = "strict"': (
        'resp-lint.toml:1: tool.resp-lint = {set = "strict"}: stands in pyproject.toml only; '
        "here its keys stand at the top"
    ),
    '["per-file-ignore"]\n"a.md" = ["RSP4"]': (
        'resp-lint.toml:1: per-file-ignore = {"a.md" = ["RSP4"]}: unknown key; did you mean “per-file-ignores”?'
    ),
    "zzz = 1": (
        "resp-lint.toml:1: zzz = 1: unknown key; there are: extends, profile, set, select, extend-select, ignore, "
        "levels, fail-on, include, exclude, per-file-ignores, responsibility-pages, all-pages, rules, output"
    ),
    # habits of other linters
    'disable = ["RSP401"]': 'resp-lint.toml:1: disable = ["RSP401"]: unknown key; did you mean “ignore”?',
    'extend_ignore = ["RSP4"]': 'resp-lint.toml:1: extend_ignore = ["RSP4"]: unknown key; did you mean “ignore”?',
    "[per_file_ignores]": "resp-lint.toml:1: per_file_ignores = {}: unknown key; did you mean “per-file-ignores”?",
    'ignorePatterns = ["a"]': 'resp-lint.toml:1: ignorePatterns = ["a"]: unknown key; did you mean “exclude”?',
    "strict = true": 'resp-lint.toml:1: strict = true: unknown key; write set = "strict"',
    "fix = true": "resp-lint.toml:1: fix = true: unknown key; stands on the command line only: --fix",
    "[lint]\nselect = ['RSP4']": 'resp-lint.toml:1: lint = {select = ["RSP4"]}: unknown key; its keys stand at the top',
    "max-line-length = 80": (
        "resp-lint.toml:1: max-line-length = 80: unknown key; options of rules stand in the table rules.NAME; "
        "“resp-lint explain RULE” lists them"
    ),
    "RSP401 = false": (
        'resp-lint.toml:1: RSP401 = false: unknown key; to leave the rule out, write ignore = ["RSP401"]'
    ),
    "[RSP402]\nevery-page = true": (
        "resp-lint.toml:1: RSP402 = {every-page = true}: unknown key; options of a rule stand in the table rules.RSP402"
    ),
    '[levels]\nRSP401 = "off"': (
        'resp-lint.toml:2: levels.RSP401 = "off": must be one of error, warning, info; '
        'to leave the rule out, write ignore = ["RSP401"]'
    ),
    "levels.missing-caption = 2": (
        "resp-lint.toml:1: levels.missing-caption = 2: must be one of error, warning, info; "
        'write levels.missing-caption = "error"'
    ),
    "rules.RSP401 = false": (
        'resp-lint.toml:1: rules.RSP401 = false: must be a table; to leave the rule out, write ignore = ["RSP401"]'
    ),
    "rules.RSP308 = true": (
        'resp-lint.toml:1: rules.RSP308 = true: must be a table; to use the rule, write extend-select = ["RSP308"]'
    ),
    'rules.missing-caption = ["warn", {x = 1}]': (
        'resp-lint.toml:1: rules.missing-caption = ["warn", {x = 1}]: must be a table; '
        'write levels.missing-caption = "warning"'
    ),
    'rules = ["RSP4"]': 'resp-lint.toml:1: rules = ["RSP4"]: must be a table; did you mean “select”?',
    "rules.RSP402.enabled = false": (
        "resp-lint.toml:1: rules.RSP402.enabled = false: unknown option; "
        'to leave the rule out, write ignore = ["RSP402"]'
    ),
    'rules.RSP402.severity = "high"': (
        'resp-lint.toml:1: rules.RSP402.severity = "high": unknown option; '
        "levels are set in a table of their own: levels.RSP402"
    ),
    # wrong types
    'select = "RSP4"': 'resp-lint.toml:1: select = "RSP4": must be a list of texts; write ["RSP4"]',
    "select = 4": "resp-lint.toml:1: select = 4: must be a list of texts",
    "ignore = [\n  'RSP4',\n  5,\n]": 'resp-lint.toml:3: ignore[1] = 5: must be a text; write "5"',
    "profile = 3": 'resp-lint.toml:1: profile = 3: must be a text; write "3"',
    'profile = ["ibm-cloud"]': 'resp-lint.toml:1: profile = ["ibm-cloud"]: must be a text',
    'all-pages = "yes"': 'resp-lint.toml:1: all-pages = "yes": must be true or false; write true',
    "all-pages = 1": "resp-lint.toml:1: all-pages = 1: must be true or false",
    'levels = "info"': 'resp-lint.toml:1: levels = "info": must be a table',
    "levels = [1]": "resp-lint.toml:1: levels = [1]: must be a table",
    "[levels]\nRSP401 = 3": "resp-lint.toml:2: levels.RSP401 = 3: must be one of error, warning, info",
    "[levels.RSP401]\nx = 1": "resp-lint.toml:1: levels.RSP401 = {x = 1}: must be one of error, warning, info",
    'per-file-ignores = ["a.md"]': 'resp-lint.toml:1: per-file-ignores = ["a.md"]: must be a table',
    '[per-file-ignores]\n"a.md" = "RSP4"': (
        'resp-lint.toml:2: per-file-ignores."a.md" = "RSP4": must be a list of texts; write ["RSP4"]'
    ),
    '[per-file-ignores]\n"a.md" = [4]': 'resp-lint.toml:2: per-file-ignores."a.md"[0] = 4: must be a text; write "4"',
    "output = 1": "resp-lint.toml:1: output = 1: must be a text or a list of texts",
    "output = ['json', 1]": 'resp-lint.toml:1: output[1] = 1: must be a text; write "1"',
    "rules = 1": "resp-lint.toml:1: rules = 1: must be a table",
    "rules.ACM101 = 1": 'resp-lint.toml:1: rules.ACM101 = 1: must be a table; write levels.ACM101 = "warning"',
    "extends = []": "resp-lint.toml:1: extends = []: must be a text",
    "include = 2024-02-30T10:00:00": "resp-lint.toml:1: not TOML: Invalid date or datetime (column 11)",
    "exclude = 2024-02-20": "resp-lint.toml:1: exclude = 2024-02-20: must be a list of texts",
    # values that are none of those there are
    'set = "strikt"': 'resp-lint.toml:1: set = "strikt": must be one of recommended, strict; did you mean “strict”?',
    'set = "all"': 'resp-lint.toml:1: set = "all": must be one of recommended, strict',
    'fail-on = "eror"': (
        'resp-lint.toml:1: fail-on = "eror": must be one of error, warning, info, never; did you mean “error”?'
    ),
    '[levels]\nmissing-caption = "warn"': (
        'resp-lint.toml:2: levels.missing-caption = "warn": must be one of error, warning, info; '
        'write levels.missing-caption = "warning"'
    ),
    'output = "jsn"': 'resp-lint.toml:1: output = "jsn": unknown format “jsn”; did you mean “json”?',
    'output = ["json", "ful"]': 'resp-lint.toml:1: output[1] = "ful": unknown format “ful”; did you mean “full”?',
    'profile = "ibm-clod"': 'resp-lint.toml:1: profile = "ibm-clod": unknown profile; did you mean “ibm-cloud”?',
    # rules
    "select = []": "resp-lint.toml:1: select = []: names no rule; leave it out to use the whole set",
    'select = [""]': 'resp-lint.toml:1: select[0] = "": unknown rule; “resp-lint rules” lists them all',
    'ignore = ["mising-caption"]': (
        'resp-lint.toml:1: ignore[0] = "mising-caption": unknown rule; did you mean “missing-caption”?'
    ),
    "extend-select = [\n  'all',\n  'row_without_owner',\n]": (
        'resp-lint.toml:3: extend-select[1] = "row_without_owner": unknown rule; did you mean “row-without-owner”?'
    ),
    '[levels]\nmissing-captoin = "info"': (
        'resp-lint.toml:2: levels.missing-captoin = "info": unknown rule; did you mean “missing-caption”?'
    ),
    '[levels]\nACM101 = "info"\ntuned-rule = "error"': (
        'resp-lint.toml:3: levels.tuned-rule = "error": the same rule as “ACM101”; keep one of them'
    ),
    '[per-file-ignores]\n"old/*.md" = ["RSP4", "quux"]': (
        'resp-lint.toml:2: per-file-ignores."old/*.md"[1] = "quux": unknown rule; “resp-lint rules” lists them all'
    ),
    # options of rules
    "[rules.tuned]\nlimit = 1": "resp-lint.toml:1: rules.tuned = {limit = 1}: unknown rule; did you mean “tuned-rule”?",
    "[rules.tuned-rule]\nlimt = 1": (
        "resp-lint.toml:2: rules.tuned-rule.limt = 1: unknown option; did you mean “limit”?"
    ),
    "[rules.tuned-rule]\nknown_words = []": (
        "resp-lint.toml:2: rules.tuned-rule.known_words = []: unknown option; did you mean “known-words”?"
    ),
    'rules.tuned-rule.limit = "3"': 'resp-lint.toml:1: rules.tuned-rule.limit = "3": must be a whole number; write 3',
    "rules.tuned-rule.limit = 0": "resp-lint.toml:1: rules.tuned-rule.limit = 0: must be at least 1",
    "rules.tuned-rule.limit = 1.5": "resp-lint.toml:1: rules.tuned-rule.limit = 1.5: must be a whole number",
    'rules.ACM101.exact = "true"': 'resp-lint.toml:1: rules.ACM101.exact = "true": must be true or false; write true',
    'rules.ACM101.share = "half"': 'resp-lint.toml:1: rules.ACM101.share = "half": must be a number',
    'rules.ACM101.known-words = "a"': (
        'resp-lint.toml:1: rules.ACM101.known-words = "a": must be a list of texts; write ["a"]'
    ),
    'rules.ACM101.worst = "bad"': 'resp-lint.toml:1: rules.ACM101.worst = "bad": must be one of error, warning, info',
    "rules.missing-title.limit = 1": (
        "resp-lint.toml:1: rules.missing-title.limit = 1: unknown option; RSP101 missing-title has no options"
    ),
    # patterns
    'exclude = ["../other/"]': (
        'resp-lint.toml:1: exclude[0] = "../other/": pattern: leads out of the folder of this file'
    ),
    'include = ["a.md", "*a*b*c*d*.md"]': (
        'resp-lint.toml:1: include[1] = "*a*b*c*d*.md": pattern: too many wildcards'
    ),
    'responsibility-pages = [""]': 'resp-lint.toml:1: responsibility-pages[0] = "": pattern: matches nothing',
    'exclude = ["# old"]': 'resp-lint.toml:1: exclude[0] = "# old": pattern: matches nothing',
    '[per-file-ignores]\n"!" = ["RSP4"]': (
        'resp-lint.toml:2: per-file-ignores."!" = ["RSP4"]: pattern: not a pattern as in .gitignore'
    ),
    # paths
    'extends = "../base.toml"': 'resp-lint.toml:1: extends = "../base.toml": leads out of the tree',
    'extends = "/etc/hostname"': 'resp-lint.toml:1: extends = "/etc/hostname": leads out of the tree',
    'extends = "base.toml"': 'resp-lint.toml:1: extends = "base.toml": no such file',
    'extends = ""': 'resp-lint.toml:1: extends = "": no such file',
    'extends = "a\\u0000b"': 'resp-lint.toml:1: extends = "a\\u0000b": leads out of the tree',
    'extends = "./resp-lint.toml"': (
        'resp-lint.toml:1: extends = "./resp-lint.toml": goes round in a circle: resp-lint.toml → resp-lint.toml'
    ),
    'profile = "../mine.toml"': 'resp-lint.toml:1: profile = "../mine.toml": leads out of the tree',
    'profile = "mine.toml"': 'resp-lint.toml:1: profile = "mine.toml": no such file',
    'output = "json:/tmp/x.json"': (
        'resp-lint.toml:1: output = "json:/tmp/x.json": names a file, as only the command line may; write “json”, '
        "or type --output-format json:/tmp/x.json"
    ),
    'output = ["full", "concise:.venv/lib/python3.11/site-packages/zz.pth"]': (
        'resp-lint.toml:1: output[1] = "concise:.venv/lib/python3.11/site-packages/zz.pth": names a file, as only the '
        "command line may; write “concise”, or type --output-format concise:.venv/lib/python3.11/site-packages/zz.pth"
    ),
    'extends = "docs"': 'resp-lint.toml:1: extends = "docs": a folder, not a file',
    'profile = "docs/"': 'resp-lint.toml:1: profile = "docs/": a folder, not a file',
    'extends = ["a.toml", "b.toml"]': 'resp-lint.toml:1: extends = ["a.toml", "b.toml"]: must be a text',
    'profile = ""': 'resp-lint.toml:1: profile = "": unknown profile; there are: ibm-cloud, raci, service-ownership, shared-responsibility',
    'output = "json:"': (
        'resp-lint.toml:1: output = "json:": names a file, as only the command line may; write “json”, '
        "or type --output-format json:FILE"
    ),
    "x = 1\n" + ".".join("a" * 34) + " = 1": "resp-lint.toml: a key has more than 32 parts",
    '["a"' + ' . "b"' * 33 + "]": "resp-lint.toml: a key has more than 32 parts",
    "exclude = ['a'" + ",'a'" * 1000 + "]": (
        'resp-lint.toml:1: exclude = ["a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a"…: '
        "has more than 1000 patterns"
    ),
    # the rest of the types: each key once
    "set = true": "resp-lint.toml:1: set = true: must be one of recommended, strict",
    'fail-on = ["error"]': ('resp-lint.toml:1: fail-on = ["error"]: must be one of error, warning, info, never'),
    'include = "docs/"': 'resp-lint.toml:1: include = "docs/": must be a list of texts; write ["docs/"]',
    "exclude = { a = 1 }": "resp-lint.toml:1: exclude = {a = 1}: must be a list of texts",
    'responsibility-pages = [["a"]]': 'resp-lint.toml:1: responsibility-pages[0] = ["a"]: must be a text',
    "extend-select = [true]": 'resp-lint.toml:1: extend-select[0] = true: must be a text; write "true"',
    "ignore = {}": "resp-lint.toml:1: ignore = {}: must be a list of texts",
    "all-pages = []": "resp-lint.toml:1: all-pages = []: must be true or false",
    "[[rules]]\nx = 1": "resp-lint.toml:1: rules = [{x = 1}]: must be a table",
    "[per-file-ignores]\na = { b = 1 }": ("resp-lint.toml:2: per-file-ignores.a = {b = 1}: must be a list of texts"),
    # a rule, not the start of codes; options out of their range
    '[levels]\nRSP4 = "info"': 'resp-lint.toml:2: levels.RSP4 = "info": unknown rule; did you mean “RSP104”?',
    "rules.foreign-subcollection.least = 0": (
        "resp-lint.toml:1: rules.foreign-subcollection.least = 0: must be at least 1"
    ),
    "rules.foreign-subcollection.leats = 3": (
        "resp-lint.toml:1: rules.foreign-subcollection.leats = 3: unknown option; did you mean “least”?"
    ),
    "rules.copied-page.share = 0": "resp-lint.toml:1: rules.copied-page.share = 0: must be greater than 0.0",
    "rules.empty-section.likeness = 101": ("resp-lint.toml:1: rules.empty-section.likeness = 101: must be at most 100"),
    # patterns that nothing can match
    '[per-file-ignores]\n"old[" = ["RSP4"]': (
        'resp-lint.toml:2: per-file-ignores."old[" = ["RSP4"]: pattern: matches nothing'
    ),
    'include = ["a\\u0000b"]': 'resp-lint.toml:1: include[0] = "a\\u0000b": pattern: matches nothing',
    # what could end a line, or colour it
    '"se\\nt" = 1': 'resp-lint.toml:1: "se\\nt" = 1: unknown key; did you mean “set”?',
    'set = "\\u001b[31mstrict"': 'resp-lint.toml:1: set = "\\u001b[31mstrict": must be one of recommended, strict; did you mean “strict”?',
    # not TOML
    "set = 'strict'\n\0": "resp-lint.toml:2: not TOML: Invalid statement (column 1)",
    '[levels]\nRSP401 = "info"\n[levels]': ("resp-lint.toml:3: not TOML: Cannot declare ('levels',) twice (column 8)"),
    "select = [": "resp-lint.toml:1: not TOML: Invalid value (at its end)",
    "\n\nselect": "resp-lint.toml:3: not TOML: Expected '=' after a key in a key/value pair (at its end)",
    'set = "strict"\nset = "strict"': "resp-lint.toml:2: not TOML: Cannot overwrite a value (at its end)",
    '\ufeffset = "strict"': "resp-lint.toml:1: not TOML: a byte order mark stands before the first line",
}

# Several files, what is asked for on the command line, and the line that they must give.
TOGETHER: dict[str, tuple[Files, Request | None, str]] = {
    "two files in one folder": (
        {F: "", ".resp-lint.toml": ""},
        None,
        "resp-lint.toml: a second configuration beside .resp-lint.toml; keep one of them",
    ),
    "a table in pyproject.toml beside a file": (
        {F: "", P: "[tool.resp-lint]"},
        None,
        "resp-lint.toml: a second configuration beside pyproject.toml; keep one of them",
    ),
    "an unknown key in pyproject.toml": (
        {P: "[tool.other]\nx = 1\n[tool.resp-lint]\nignores = ['RSP4']\n"},
        None,
        'pyproject.toml:4: tool.resp-lint.ignores = ["RSP4"]: unknown key; did you mean “ignore”?',
    ),
    "another name of the table": (
        {P: "[tool.resp_lint]\nset = 'strict'\n"},
        None,
        'pyproject.toml:1: tool.resp_lint = {set = "strict"}: not where our settings stand; did you mean “resp-lint”?',
    ),
    "no table but a value": (
        {P: "[tool]\nresp-lint = true\n"},
        None,
        "pyproject.toml:2: tool.resp-lint = true: must be a table; write [tool.resp-lint]",
    ),
    "pyproject.toml is not TOML, and speaks of us": (
        {P: "[tool.resp-lint\n"},
        None,
        "pyproject.toml:1: not TOML: Expected ']' at the end of a table declaration (column 16)",
    ),
    "not UTF-8": ({F: b"# one\n# caf\xe9\n"}, None, "resp-lint.toml:2: not UTF-8: byte 0xe9"),
    "nested too deeply": (
        {F: "x = " + "[" * 5_000},
        None,
        "resp-lint.toml: not TOML that can be read: nested too deeply",
    ),
    "a folder of that name": ({F + "/x": ""}, None, "resp-lint.toml: cannot be read: not a regular file"),
    "UTF-16": ({F: "set = 'strict'".encode("utf-16")}, None, "resp-lint.toml:1: not UTF-8: byte 0xff"),
    "a table of its own in pyproject.toml": (
        {P: "[project]\nname = 'x'\n[resp-lint]\nset = 'strict'\n"},
        None,
        'pyproject.toml:3: resp-lint = {set = "strict"}: not where our settings stand; write [tool.resp-lint]',
    ),
    "a list of tables in pyproject.toml": (
        {P: "[[tool.resp-lint]]\nset = 'strict'"},
        None,
        'pyproject.toml:1: tool.resp-lint = [{set = "strict"}]: must be a table; write [tool.resp-lint]',
    ),
    "a profile that is a folder": (
        {F: "profile = 'mine.toml'", "mine.toml/x": ""},
        None,
        'resp-lint.toml:1: profile = "mine.toml": a folder, not a file',
    ),
    "a profile that extends nothing": (
        {F: "profile = 'mine.toml'", "mine.toml": "extends = ''"},
        None,
        'mine.toml:1: extends = "": unknown profile; there are: ibm-cloud, raci, service-ownership, shared-responsibility',
    ),
    "a profile that extends a number": (
        {F: "profile = 'mine.toml'", "mine.toml": "extends = 1"},
        None,
        'mine.toml:1: extends = 1: must be a text; write "1"',
    ),
    "a profile that is not UTF-8": (
        {F: "profile = 'mine.toml'", "mine.toml": b"# \xff"},
        None,
        "mine.toml:1: not UTF-8: byte 0xff",
    ),
    "a profile with a byte order mark": (
        {F: "profile = 'mine.toml'", "mine.toml": "\ufeff" + BASE},
        None,
        "mine.toml:1: not TOML: a byte order mark stands before the first line",
    ),
    "an unknown key at the top of a profile": (
        {F: "profile = 'mine.toml'", "mine.toml": BASE + "ares = []"},
        None,
        "mine.toml:2: ares = []: unknown key; did you mean “areas”?",
    ),
    "an unknown key in a table of a profile": (
        {F: "profile = 'mine.toml'", "mine.toml": BASE + "[captions]\nside = ['top']"},
        None,
        'mine.toml:3: captions.side = ["top"]: unknown key; did you mean “sides”?',
    ),
    "an unknown key in a list of a table of a profile": (
        {F: "profile = 'mine.toml'", "mine.toml": BASE + "[[links.outdated]]\nwrong = 'a'\nright = 'b'\nrihgt = 'c'"},
        None,
        'mine.toml:5: links.outdated[0].rihgt = "c": unknown key; did you mean “right”?',
    ),
    "a table where a list of them belongs": (
        {F: "profile = 'mine.toml'", "mine.toml": BASE + "[areas]\ntitle = 'x'"},
        None,
        'mine.toml:2: areas = {title = "x"}: must be a list of tables',
    ),
    "nothing to replace, and nothing near": (
        {F: "profile = 'mine.toml'", "mine.toml": BASE + "replace = ['zzzzzz']"},
        None,
        'mine.toml:2: replace[0] = "zzzzzz": the base has no such key',
    ),
    "a shared file that is too large": (
        {P: "[tool.resp-lint]" + "#" * 65_537},
        None,
        "pyproject.toml: larger than 64 KB",
    ),
    "too many files": (
        {F: "extends = 'a0.toml'", **{f"a{it}.toml": f"extends = 'a{it + 1}.toml'" for it in range(12)}},
        None,
        'a9.toml:1: extends = "a10.toml": more than 10 files extend one another',
    ),
    "too large": ({F: "#" * 65_537}, None, "resp-lint.toml: larger than 64 KB"),
    "a mistake in what is extended": (
        {F: "extends = 'conf/base.toml'", "conf/base.toml": "set = 'strict'\nfail-on = 'bad'\n"},
        None,
        'conf/base.toml:2: fail-on = "bad": must be one of error, warning, info, never',
    ),
    "round in a circle of three": (
        {F: "extends = 'a.toml'", "a.toml": "extends = 'b.toml'", "b.toml": "extends = 'resp-lint.toml'"},
        None,
        'b.toml:1: extends = "resp-lint.toml": goes round in a circle: resp-lint.toml → a.toml → b.toml → resp-lint.toml',
    ),
    "a misspelt file to extend": (
        {F: "extends = 'bse.toml'", "base.toml": ""},
        None,
        'resp-lint.toml:1: extends = "bse.toml": no such file; did you mean “base.toml”?',
    ),
    "a pyproject.toml to extend without our table": (
        {"docs/resp-lint.toml": "extends = '../pyproject.toml'", P: "[tool.resp]\n# resp-lint\n"},
        None,
        'docs/resp-lint.toml:1: extends = "../pyproject.toml": has no table [tool.resp-lint]',
    ),
    "the nearer file is the wrong one": (
        {F: "set = 'strict'", "docs/resp-lint.toml": "sets = 'strict'"},
        None,
        'docs/resp-lint.toml:1: sets = "strict": unknown key; did you mean “set”?',
    ),
    # the command line
    "--config without such a file": (
        {},
        Request(config=("other.toml",)),
        "--config other.toml: no such file; a setting is written as --config 'KEY=VALUE'",
    ),
    "--config with two files": (
        {F: "", "a.toml": ""},
        Request(config=(F, "a.toml")),
        "--config a.toml: a second file beside resp-lint.toml; one of them can extend the other",
    ),
    "--config with a file, and --isolated": (
        {F: ""},
        Request(config=(F,), isolated=True),
        "--config resp-lint.toml and --isolated contradict each other; leave one of them out",
    ),
    "--config without quotes": (
        {},
        Request(config=("profile=my own.toml",)),
        "--config: profile=my own.toml: not TOML: Invalid value (column 9); a text needs quotes: --config \"profile='my own.toml'\"",
    ),
    "--config with a list without quotes": (
        {},
        Request(config=("select=[RSP4]",)),
        "--config: select=[RSP4]: not TOML: Invalid value (column 9)",
    ),
    "--config with a word where a list stands": (
        {},
        Request(config=("select=RSP4",)),
        '--config: select = "RSP4": must be a list of texts; write ["RSP4"]',
    ),
    "--config with a word that is no truth": (
        {},
        Request(config=("all-pages=True",)),
        '--config: all-pages = "True": must be true or false; write true',
    ),
    "--config that is no TOML at all": (
        {},
        Request(config=("=",)),
        "--config: =: not TOML: Invalid statement (column 1)",
    ),
    "--config with an unknown key": (
        {},
        Request(config=("fail-one='error'",)),
        '--config: fail-one = "error": unknown key; did you mean “fail-on”?',
    ),
    "--config with a wrong value": (
        {},
        Request(config=("levels.missing-caption='eror'",)),
        '--config: levels.missing-caption = "eror": must be one of error, warning, info; did you mean “error”?',
    ),
    "--config with extends": (
        {F: ""},
        Request(config=("extends='resp-lint.toml'",)),
        '--config: extends = "resp-lint.toml": stands in files only; name the file: --config FILE',
    ),
    "--select with an unknown rule": (
        {},
        Request(options={"select": ("RSP4", "mising-caption")}),
        '--select: "mising-caption": unknown rule; did you mean “missing-caption”?',
    ),
    "--config with an unknown profile": (
        {},
        Request(config=("profile=ibm-clod",)),
        '--config: profile = "ibm-clod": unknown profile; did you mean “ibm-cloud”?',
    ),
    "--config with a profile that is not there": (
        {},
        Request(config=("profile=../my.toml",)),
        "../my.toml: cannot be read: No such file or directory",
    ),
    # profiles
    "a profile that is not there": (
        {F: "profile = 'my.toml'", "mine.toml": ""},
        None,
        'resp-lint.toml:1: profile = "my.toml": no such file; did you mean “mine.toml”?',
    ),
    "a profile that is not TOML": (
        {F: "profile = 'mine.toml'", "mine.toml": "name = \n"},
        None,
        "mine.toml:1: not TOML: Invalid value (column 8)",
    ),
    "a profile without a name": (
        {F: "profile = 'mine.toml'", "mine.toml": "page-words = ['x']"},
        None,
        "mine.toml: lacks the key “name”",
    ),
    "a profile that extends what is not there": (
        {F: "profile = 'mine.toml'", "mine.toml": "extends = 'ibm-clod'"},
        None,
        'mine.toml:1: extends = "ibm-clod": unknown profile; did you mean “ibm-cloud”?',
    ),
    "a profile that extends itself": (
        {F: "profile = 'mine.toml'", "mine.toml": "extends = 'mine.toml'"},
        None,
        'mine.toml:1: extends = "mine.toml": goes round in a circle: mine.toml → mine.toml',
    ),
    "a profile that extends what lies outside": (
        {F: "profile = 'mine.toml'", "mine.toml": "extends = '../theirs.toml'"},
        None,
        'mine.toml:1: extends = "../theirs.toml": leads out of the tree',
    ),
    "an unknown key in an area": (
        {F: "profile = 'mine.toml'", "mine.toml": BASE + "[[areas]]\ntitle = 'A'\n[[areas]]\ntitel = 'B'\n"},
        None,
        'mine.toml:5: areas[1].titel = "B": unknown key; did you mean “title”?',
    ),
    "an area without a title": (
        {F: "profile = 'mine.toml'", "mine.toml": BASE + "[[areas]]\nids = ['x']\n"},
        None,
        'mine.toml:2: areas[0] = {ids = ["x"]}: lacks the key “title”',
    ),
    "a wrong type deep in a table form": (
        {
            F: "profile = 'mine.toml'",
            "mine.toml": BASE + "[[table-forms]]\ncolumns = [\n {role = 'taks', titles = []}]\n",
        },
        None,
        'mine.toml:4: table-forms[0].columns[0].role = "taks": must be one of task, owner, duties, contact, area, other; did you mean “task”?',
    ),
    "a regular expression that is none": (
        {F: "profile = 'mine.toml'", "mine.toml": BASE + "[template]\ntokens = ['ok', '(']\n"},
        None,
        'mine.toml:3: template.tokens[1] = "(": not a regular expression: missing ), unterminated subpattern at position 0',
    ),
    "a regular expression that is too long": (
        {F: "profile = 'mine.toml'", "mine.toml": BASE + f"[template]\ntokens = ['ok', '{'x' * 1001}']\n"},
        None,
        f'mine.toml:3: template.tokens[1] = "{"x" * 58}…: has more than 1,000 characters',
    ),
    "nothing to replace": (
        {F: "profile = 'mine.toml'", "mine.toml": BASE + "replace = ['cells.empty-marker']\n"},
        None,
        'mine.toml:2: replace[0] = "cells.empty-marker": the base has no such key; did you mean “cells.empty-markers”?',
    ),
    "a profile of a profile": (
        {F: "profile = 'a.toml'", "a.toml": "extends = 'b.toml'", "b.toml": BASE + "[cells]\nblank-means-none = 1\n"},
        None,
        "b.toml:3: cells.blank-means-none = 1: must be true or false",
    ),
}
