"""Text -> tokens with places -> atoms: quantities with their units, paces, and words with the part that they play.

It exists so that nothing behind it looks at letters. A text passes `lexer`, `quantities`, `ranges`, `paces` and
`exertions`, and `atoms`; `vocabulary` has the words, `slips` their misspellings.
"""
