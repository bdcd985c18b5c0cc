"""The Chinese calendar beside the common one, as a newspaper's masthead has it."""
