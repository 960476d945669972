"""What somebody does who means harm, kind by kind.

Here:

- `test_other_sites`: pages of other sites that speak in the name of who visits them: forged requests, hijacked
  sockets, frames around our pages. `addresses` walks through all that there are, so that a new one is under test
  without a word.
- `test_scripts`: scripts in every field, stored and given back.
- `test_ways_out`: redirects to elsewhere, names of files and rooms that lead out of their folder, rooms that nobody
  told.
- `test_other_people`: edits, undo and acknowledgements under another's name.
- `test_bombs`: little that becomes much, or takes for ever.

Elsewhere, beside what they are about: Markdown and HTML that carry scripts (`test_markdown_safety`,
`e2e/test_payloads`), files (`files/test_serving`, `files/test_pixels`), frames that are none of the contract
(`wire/test_bad_input`), floods and readers who do not read (`wire/test_flood`, `wire/test_backpressure`), names of
rooms and origins of sockets (`wire/test_addresses`), what proxies tell (`test_proxies`), limits (`test_limits`,
`wire/test_limits`), and anything at all (`fuzz`).
"""
