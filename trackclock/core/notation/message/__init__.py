"""What stands around the lines of a session and over several of them: chat, whose it is, tables, headings, sections.

It exists because a session is pasted from where it was written for people.
"""
