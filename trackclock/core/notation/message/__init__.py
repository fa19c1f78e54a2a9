"""What stands around the lines of a session and over several of them: chat, whose it is, tables, headings, sections.

It exists because a session is pasted from where it was written for people. A text passes these modules in this order:

- `lines`: the whole way; `memory` keeps what a line said for the next keystroke.
- `sources`: text -> lines, with what a mail broke put together and rows of `tables` under their heading.
- `chat`, `audience.without_ages`: what is no part of the session is blanked.
- `kinds`: the table of what a line can be in itself; `doubts`, `stories` and `languages` are asked about or refused,
  `passes` says what is repeated, `headings` what stands before what is run.
- `audience`: whom and what day the lines are for.
- `sections`, `titles`: lines that are there for the lines below them.
- `joining`: the tables of what a line is for the lines around it; `between` and `again` are its largest cases, `blocks`
  what comes of it.
"""
