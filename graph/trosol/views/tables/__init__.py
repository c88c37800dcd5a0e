"""Tables for people: records, entities, evidence, vocabulary."""
