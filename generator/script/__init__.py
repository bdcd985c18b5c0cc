"""One script into another: the only room that knows OpenCC."""

from generator.script.conversion import Scripts as Scripts
from generator.script.explanation import Place as Place
from generator.script.kept import keep_in as keep_in
from generator.script.termfiles import load_terms as load_terms
from generator.script.terms import Entry as Entry
from generator.script.terms import Terms as Terms
