"""The world outside, behind the protocols of `ports`: the clock, the sound, the store and the files' places.

They exist apart so that the core and the recorder never touch a device, and the tests need none.
"""
