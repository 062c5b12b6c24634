"""The screens: Textual; they render what the attempt's events say and hold no truth of their own."""
