"""RDF in and out: IRIs, the engine, and the mapping between records and triples."""
