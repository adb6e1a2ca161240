"""The record on disk: one SQLite file and a folder of captures. All SQL of onrecord is in this package.

`database` opens and migrates, `captures` keeps bytes, `write` adds rows, `read` gives them back as the types of
`onrecord.record`, `search` looks words up, `check` looks for damage.
"""
