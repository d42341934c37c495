"""Values to text, HTML, Markdown and charts. Nothing here computes anything about the world.

`brief_text`, `brief_html` and `brief_markdown` show one `model.Brief` in three forms, all made
from the same `view`; `tables` and `annotate` show relationships, ledgers and readings on a
terminal; `charts` holds Vega-Lite 5 specifications as plain dictionaries.
"""
