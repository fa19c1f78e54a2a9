"""A coach with a group: several sessions on one clock, and the marks that belong to nobody yet.

Each athlete has a session of their own, decided by `core.session` as for anybody alone. Here is only what ties them
together: whose a mark is, when the group starts, and how it is shown.
"""
