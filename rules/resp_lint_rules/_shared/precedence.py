"""One cause, one finding: where two rules find something in the same place, the more exact one speaks.

This is the one place where that order stands: a rule's code, and the codes of those it gives way to.
"""

PRECEDENCE: dict[str, tuple[str, ...]] = {
    # A title or a section's heading with a typo, or out of the template, is no other wording.
    "RSP102": ("RSP601", "RSP608"),
    "RSP204": ("RSP601",),
    # The key is there, but misspelt.
    "RSP104": ("RSP601",),
    # A typo, and a keyref that is no longer to be used, are why a header differs from the others.
    "RSP301": ("RSP601", "RSP706"),
    "RSP302": ("RSP601",),
    "RSP314": ("RSP301", "RSP302", "RSP601", "RSP706"),
    # A header that is to be written otherwise needs its keyref then.
    "RSP306": ("RSP301", "RSP302"),
    # The row is no row: it was meant for an attribute list.  One that nobody owns may end before its last pipes.
    "RSP304": ("RSP411", "RSP501"),
    # A row of the template is to be filled in; what else is wrong with it comes of that.
    "RSP307": ("RSP608",),
    "RSP501": ("RSP608",),
    "RSP502": ("RSP608",),
    "RSP503": ("RSP608",),
    # What is undecided cannot be in its form.
    "RSP512": ("RSP503", "RSP515"),
    "RSP515": ("RSP501", "RSP503", "RSP511", "RSP608"),
    # Filling the blank cell in is what takes the mixture away.
    "RSP504": ("RSP502",),
    # An owner whose name is misspelt is known.
    "RSP505": ("RSP602", "RSP608"),
    # Who is named twice, or is a slip for another name, is unknown by that name.
    "RSP513": ("RSP505", "RSP510"),
    # The space is what is left of a sign that was decoded wrongly.
    "RSP606": ("RSP604",),
    # The template's anchor is to be replaced, not to be found.
    "RSP703": ("RSP608",),
    # In its new form the link leads into the documentation.
    "RSP704": ("RSP701",),
}
