"""Requirements for every page: accessibility, layout, markup, weight. Each test is seen to fail
too."""
