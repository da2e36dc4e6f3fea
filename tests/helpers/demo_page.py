"""A page for tests of the server and of editors; it imports nothing, so that any environment can."""

PAGE = """\
---
copyright:
  years: 2026
lastupdated: "2026-11-01"
keywords: tasks
subcollection: demo
---

# Understanding your responsibilities with Demo
{: #demo-responsibilities}

Learn who does what.
{: shortdesc}

## Incident and operations management
{: #incident-and-ops}

| Task | IBM responsibilities | Your responsibilities |
|------|----------------------|-----------------------|
| Rotate keys | | |
| Watch the log | N/A | Watch it daily. |
{: caption="Table 1. Tasks" caption-side="bottom"}
"""
"""A responsibility page with findings of several rules."""
