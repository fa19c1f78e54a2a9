"""What every foreign workout comes to before it is a plan: its steps and repeats, and the tree that they make.

It exists apart from the formats so that each of them only has to say what stands in its file.
"""
