"""Garmin's FIT files: workouts in, activities in and out.

It exists apart from the other formats since reading and writing such a file takes more than one module.
"""
