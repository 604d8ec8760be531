"""Standards, laws and contracts: documents, clauses, retrieval, answers that cite the clause."""
