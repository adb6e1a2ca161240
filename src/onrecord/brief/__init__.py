"""The briefing: sections of sentences, each sentence resting on receipts.

`model` holds the types and their JSON form, `templates` turns slots into words, `compose` and `sections/` choose what to
say, `html`, `markdown` and `pages` write it down, `checks` re-derives it from the captured bytes.
"""
