"""Your documents: lists of them, what is done with a whole one, and finding those that say something.

Which documents are whose says `belonging`, which lists there are `sections`. `listing` reads a page of one, and `views`
shows it; `actions` has what its buttons do, and `visits` notes what somebody has opened. `copying` makes a document of
another one, and `trash` is the way out. `folders` and their pages, in `filing`, are a user's own.

Searches are `finding`: what is looked for is a `query`, what is known of the documents `index` brings up to date, and
`snippets` shows where it stands.
"""
