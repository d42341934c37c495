"""What the world is called: actors, the ontology, lexicons. Data files lie in `data/`.

`detente.knowledge.actors.load()` gives the actor book. Each data file has its source and licence
named in `data/README.md` or `data/lexicon_README.md`.
"""
