"""The language server: findings, fixes and explanations while somebody writes.  It prints nothing."""
