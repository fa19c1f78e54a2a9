"""Tables on the clipboard.

It exists so that every screen copies in the same two forms and says so in the same words.
"""

from __future__ import annotations

from textual.widget import Widget

from trackclock.formats.tables import Table, to_csv, to_markdown
from trackclock.ui.words import plural


def copy_table(widget: Widget, table: Table, form: str) -> None:
    """Put a table on the clipboard and say so.

    Args:
        widget: where it comes from.
        table: the table.
        form: `markdown` or `csv`.
    """
    if not table.rows:
        widget.notify("There is nothing to copy yet.")
        return
    widget.app.copy_to_clipboard(to_csv(table) if form == "csv" else to_markdown(table))
    name = "CSV" if form == "csv" else "Markdown"
    widget.notify(f"{plural(len(table.rows), 'row')} copied as {name}.")
