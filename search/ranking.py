"""Every constant that decides an order or a limit of search, with what it was earned on. Nothing is tuned elsewhere.

Judged sets: vaswani, xquad_en, xquad_es, xquad_en_typo (nDCG@10; `python -m tests.bench.search` prints
them). Costs: 200,000 posts and 100,000 messages on one shared core.
"""

# A word of the title counts as three words of the text: helps short queries on titled sets, is neutral on the others.
TITLE_WEIGHT = 3.0

# In the question that a long draft makes, titles would drown what the text is about; and of its words the rarest find.
DRAFT_TITLE_WEIGHT = 1.0
DRAFT_WORDS = 12

# A word that editors call ambiguous ("EOC") counts for so much beside the one that was typed.
FAINT = 0.4
# So many words are added to a query at most; each is looked up once more.
ADDED_AT_MOST = 6

# Okapi BM25 in the form of Robertson and Zaragoza (2009), formula 3.15; SQLite's own bm25() has the same two numbers.
BM25_K1 = 1.2
BM25_B = 0.75

# A row of results is worth its best document and a little of the next two, so that a thread that talks about the
# thing all along stands before one that names it once.
SUPPORT = 0.15
BEST_OF_A_ROW = 3

# Reading the posting list of a word costs 0.05 µs for each document, scoring a document 2 to 5 µs. Words find documents
# from the rarest on until their lists add up to this. With 11,429 documents and every word finding, vaswani is at .440;
# with lists of 2,000 .429, of 4,000 .435, of 6,000 .440. The other sets do not change.
POSTINGS_TO_FIND = 6_000
# The commoner words only lift what a rarer one has found, until their lists add up to this.
POSTINGS_TO_LIFT = 60_000
# Where all words are common, documents with all of them come first, then those with the rarest three, two, one. These
# are scored while the lists of the words add up to no more than this; beyond it they come newest first.
POSTINGS_TO_SCORE = 160_000
# A step looks at so many documents at most, the newest first; totals are exact up to here and "at least" beyond it.
# With rare words a low cut would cost quality (vaswani .390 at 2,000).
RARE_AT_MOST = 5_000
COMMON_AT_MOST = 1_000
# With fewer rows than this the search goes on to the next wider step.
ENOUGH_ROWS = 20
# What a wider step finds stands below all of the steps before; no score comes near this.
STEP_APART = 1000.0

ROWS_AT_MOST = 500  # Nobody reads on after fifty pages.

# Above this number of names the index joins the audiences instead (measured: 200 names 14 ms, 1,000 names 256 ms).
NAMES_IN_A_QUERY = 200


def title_weight(is_draft: bool) -> float:
    """How many words of the text a word of the title counts as."""
    return DRAFT_TITLE_WEIGHT if is_draft else TITLE_WEIGHT
