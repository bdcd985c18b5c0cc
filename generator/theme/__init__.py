"""How a page looks: templates, words written by people for each variant, assets."""
