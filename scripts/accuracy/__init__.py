"""How right the judge is: labelled answers, what the judge says of them, and what plain fuzzy scores say."""
