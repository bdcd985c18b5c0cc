"""One closed value for each web page and variant: all that its template may see.

A module a kind of page. Views hold addresses from the site's root, in the view's own variant;
templates make them relative.
"""
