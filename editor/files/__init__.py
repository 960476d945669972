"""Images and other files in documents.

A file comes by a form (`views.receive`), is bounded while it is read (`bounds`), told by its content (`kinds`,
`pixels`), stored (`storing`), and mentioned in the document's Markdown by an ordinary edit (`markup`, `placing`). Who
may see the document gets it from `views.show`.
"""
