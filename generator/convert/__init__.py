"""One script into another: the only room that knows OpenCC."""

from generator.convert.conversion import Scripts as Scripts
from generator.convert.explanation import Place as Place
from generator.convert.table_cache import keep_in as keep_in
from generator.convert.term_files import load_terms as load_terms
from generator.convert.terms import Entry as Entry
from generator.convert.terms import Terms as Terms
