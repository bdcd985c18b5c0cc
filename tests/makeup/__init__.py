"""Tests of pages made up."""
