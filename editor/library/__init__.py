"""Your documents: lists of them, what is done with a whole one, and finding those that say something.

Which documents are whose says `belonging`, which lists there are `sections`. `listing` reads a page of one, and `views`
shows it; `actions` has what its buttons do, and `visits` notes what somebody has opened.
"""
