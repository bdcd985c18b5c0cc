"""Conversion of text between Simplified Chinese and the Traditional variants, on top of OpenCC."""

from generator.convert.converter import Converter as Converter
from generator.convert.explanation import DecidedPlace as DecidedPlace
from generator.convert.table_cache import cache_tables_in as cache_tables_in
from generator.convert.term_files import load_terms as load_terms
from generator.convert.terms import TermEntry as TermEntry
from generator.convert.terms import Terms as Terms
