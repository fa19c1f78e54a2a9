"""The screens: a thin Textual shell around the recorder, which decides nothing itself."""
