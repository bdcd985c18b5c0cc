"""How newspapers say who, where and when: openings, bylines, credits, jumps.

Each module knows one form and gives back what it says and where it stands; offsets are offsets in
the text as printed. Refuses to know where articles begin and what becomes of a form's words.
"""
