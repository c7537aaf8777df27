"""Where editors guide the search, below the editor's own address: words alike, picks, judged queries, what people ask.

Plain forms that work without script. Whoever is no editor finds nothing here, as at an address that does not exist.
"""
