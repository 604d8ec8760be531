"""A learned second reader: the lower layers of the bundled encoder, taught with labelled turns.

It says how likely each thing of the vocabulary, each field and each role of a place is said, token by token. Values
never come from it: they are the vocabulary's, the gazetteer's or her own words. It is taught by
`evals.understanding.tagger`.
"""
