"""The language server: findings, fixes and explanations while somebody writes.  It prints nothing.

The protocol is our own, in `frames.py` and `connection.py`, some 220 lines of code, and not pygls: that ends lines of
documents where Python's `splitlines` does, lives on when the editor is gone, answers with the wrong errors before
`initialize` and after `shutdown`, and takes .3 s and 25 MB more to start.  The tests hold it against pytest-lsp.
"""
