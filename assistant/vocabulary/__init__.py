"""Vocabulary: jobs, skills, certificates, cuisines, places, languages: ids <-> spoken forms.

The words are data (`knowledge_base/taxonomy/`, described in its README); this room loads them once and finds them in a
sentence.
"""

from assistant.vocabulary.check import Problem, check
from assistant.vocabulary.gazetteer import Place
from assistant.vocabulary.places import PlaceMatch, Places, places
from assistant.vocabulary.terms import KINDS, Term, TermMatch, Vocabulary, vocabulary

__all__ = [
    "KINDS",
    "Place",
    "PlaceMatch",
    "Places",
    "Problem",
    "Term",
    "TermMatch",
    "Vocabulary",
    "check",
    "places",
    "vocabulary",
]
