"""The Markdown on standard input as GitHub's own parser turns it into HTML."""

import sys

from cmarkgfm import github_flavored_markdown_to_html

print(github_flavored_markdown_to_html(sys.stdin.buffer.read().decode()))
