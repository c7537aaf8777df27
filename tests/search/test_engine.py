"""What every engine promises: the one of the database, and Elasticsearch where ELASTICSEARCH_URL names a real one."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from search.documents import Document
from search.engines import database_engine, elastic_engine
from search.engines.base import END, FIRST, START, Question, Scope
from search.lang import AnyOf, Held, Not, Word, marks, parse
from search.lang.dates import Span
from search.lang.sought import Kin, Sought, plain

START_OF_2026 = datetime(2026, 1, 1, tzinfo=UTC)
TABS = {
    "threads": frozenset({"thread", "post"}),
    "chat": frozenset({"message"}),
    "people": frozenset({"person"}),
}
NAMES = {"c-1": ["staff", "m-1"], "c-2": ["m-2"], "c-2-in": ["m-2"], "c-3": ["public", "m-3"]}


def document(kind, key, body="", title="", audience="c-1", group="", **more):
    at = START_OF_2026 + timedelta(minutes=key)
    return Document(kind=kind, id=key, audience=audience, title=title, body=body, url="/", at=at, group=group, **more)


@pytest.fixture(params=[database_engine, elastic_engine], ids=["database", "elasticsearch"])
def engine(request, db):
    """An engine of the site, empty."""
    engine = request.param()
    if engine is None:
        pytest.skip("ELASTICSEARCH_URL names no server")
    engine.renew()
    return engine


@pytest.fixture
def put(engine):
    def put(*documents):
        with engine.writing() as writer:
            writer.put(documents, NAMES)

    return put


def rank(engine, text, *names, tab="", **scope):
    return engine.rank(Question(plain(parse(text)), Scope(frozenset(names or ("staff",)), **scope), TABS, tab))


def best(engine, text, *names, **more):
    return [row.keys[0] for row in rank(engine, text, *names, **more).rows]


def test_any_word_finds_and_more_words_come_first(engine, put):
    put(
        document("thread", 1, "naloxone in the glove box", group="t-1"),
        document("thread", 2, "a box of pens", group="t-2"),
        document("thread", 3, "winter tyres", group="t-3"),
        *[document("thread", key, "nothing of the kind", group=f"t-{key}") for key in range(4, 12)],
    )
    assert best(engine, "naloxone glove box") == [("thread", 1), ("thread", 2)]


def test_word_forms_accents_and_case_do_not_matter(engine, put):
    put(document("thread", 1, "Vehicles running late", "Educación vial", group="t-1"))
    for text in ("vehicle", "VEHICLES", "run", "educacion", "educación"):
        assert best(engine, text) == [("thread", 1)], text


def test_a_title_counts_more_than_a_text(engine, put):
    put(
        document("thread", 1, "pool cars and more about pool cars in general", "Winter kit", group="t-1"),
        document("thread", 2, "what we keep in a car during the cold months", "Pool cars", group="t-2"),
        *[document("thread", key, "nothing of the kind", group=f"t-{key}") for key in range(3, 12)],
    )
    assert best(engine, "pool cars")[0] == ("thread", 2)


def test_of_a_long_draft_the_rarest_words_find(engine, put):
    put(
        document("thread", 1, "naloxone in the glove box", group="t-1"),
        document("thread", 2, "what the office says about the weather", "Weather", group="t-2"),
        *[document("thread", key, "the office says nothing of the kind", group=f"t-{key}") for key in range(3, 40)],
    )
    text = "The office says that nothing of the kind helps, and asks where in a glove box we keep naloxone"
    sought = Sought(tuple(map(Word, f"{text} {' '.join(f'word{n}' for n in range(80))}".split())), is_draft=True)
    rows = engine.rank(Question(sought, Scope(frozenset({"staff"})), TABS)).rows
    assert rows[0].keys[0] == ("thread", 1)


def test_phrases_hold_together_and_exclusions_leave_out(engine, put):
    put(
        document("thread", 1, "keep it in the glove box", group="t-1"),
        document("thread", 2, "a box with one glove", group="t-2"),
    )
    assert best(engine, '"glove box"') == [("thread", 1)]
    assert best(engine, "glove -box") == []
    assert best(engine, 'glove -"glove box"') == [("thread", 2)]


def test_stop_words_do_not_find_beside_another_word(engine, put):
    put(document("thread", 1, "what the and of are for", group="t-1"), document("thread", 2, "budget", group="t-2"))
    assert best(engine, "the budget") == [("thread", 2)]


def test_posts_of_a_thread_make_one_row(engine, put):
    put(
        document("thread", 1, "naloxone", "Naloxone", group="t-1"),
        *[document("post", number, "naloxone again", group="t-1") for number in range(2, 8)],
        document("message", 1, "naloxone", group="r-1"),
        *[document("message", key, "nothing of the kind", group="r-1") for key in range(2, 30)],
    )
    ranking = rank(engine, "naloxone")
    assert ranking.rows[0].keys[0] == ("thread", 1)
    assert len(ranking.rows[0].keys) == 3
    assert ranking.rows[0].more == 4
    assert ranking.counts == {"threads": 1, "chat": 1, "people": 0}
    assert not ranking.is_partial
    assert best(engine, "naloxone", tab="chat") == [("message", 1)]
    assert rank(engine, "naloxone", tab="chat").counts == ranking.counts


def test_only_names_of_the_viewer_open_a_document(engine, put):
    put(
        document("thread", 1, "naloxone", audience="c-1", group="t-1"),
        document("thread", 2, "naloxone", audience="c-2", group="t-2"),
        document("thread", 3, "naloxone", audience="c-3", group="t-3"),
        document("person", 4, "naloxone", audience="u-4", names=frozenset({"m-2"})),
    )
    assert set(best(engine, "naloxone", "public")) == {("thread", 3)}
    assert set(best(engine, "naloxone", "staff", "public")) == {("thread", 1), ("thread", 3)}
    assert set(best(engine, "naloxone", "m-2")) == {("thread", 2), ("person", 4)}
    assert rank(engine, "naloxone", "m-9").counts == {"threads": 0, "chat": 0, "people": 0}


def test_audiences_take_the_place_of_many_names(engine, put):
    put(
        document("thread", 1, "naloxone", audience="c-1", group="t-1"),
        document("thread", 2, "naloxone", audience="c-2", group="t-2"),
    )
    assert best(engine, "naloxone", "m-2", audiences=frozenset({"c-2", "c-3"})) == [("thread", 2)]


def test_what_is_withdrawn_is_neither_found_nor_counted(engine, put):
    put(
        document("thread", 1, "naloxone", audience="c-1", group="t-1"),
        document("thread", 2, "naloxone", audience="c-3", group="t-2"),
    )
    names = ("staff", "public")
    assert best(engine, "naloxone", *names, withdrawn_audiences=frozenset({"c-1"})) == [("thread", 2)]
    ranking = rank(engine, "naloxone", *names, withdrawn=frozenset({("thread", 2)}))
    assert [row.keys[0] for row in ranking.rows] == [("thread", 1)]
    assert ranking.counts["threads"] == 1


def test_nobody_can_write_or_ask_a_mark(engine, put):
    put(
        document("thread", 1, "\ue010m\ue0139\ue010 naloxone", audience="c-2", group="t-1"),
        document("thread", 2, "naloxone m-9 m9", audience="c-2", group="t-2"),
    )
    assert best(engine, "naloxone", "m-9") == []
    assert best(engine, "\ue010m\ue0132\ue010", "m-9") == []


def test_putting_again_replaces_and_removing_twice_is_fine(engine, put):
    put(document("thread", 1, "naloxone", group="t-1"))
    put(document("thread", 1, "tyres", group="t-1"))
    assert best(engine, "naloxone") == []
    assert best(engine, "tyres") == [("thread", 1)]
    for _ in range(2):
        with engine.writing() as writer:
            writer.remove([("thread", 1)])
    assert best(engine, "tyres") == []
    with engine.writing() as writer:
        assert list(writer.keys_of("thread", 0, 10)) == []


def test_a_changed_time_moves_a_document_and_keeps_it(engine, put):
    put(document("thread", 1, "naloxone", group="t-1"))
    moved = Document("thread", 1, "c-1", "", "naloxone doses", "/", START_OF_2026 - timedelta(days=900), "t-1")
    put(moved)
    assert best(engine, "naloxone") == [("thread", 1)]
    assert engine.documents([("thread", 1)]) == {("thread", 1): moved}


def test_a_long_text_is_kept_as_far_as_it_is_found(engine, put):
    put(long := document("thread", 1, f"{'naloxone kits ' * 20_000}marmalade"))
    assert engine.documents([("thread", 1)])[("thread", 1)].body == long.body
    assert best(engine, "naloxone") == [("thread", 1)]
    assert best(engine, "marmalade") == []


def test_restamping_gives_an_audience_other_names(engine, put):
    put(*[document("thread", key, "naloxone", audience="c-1", group=f"t-{key}") for key in range(5)])
    after, steps = FIRST, 0
    while after is not None:
        with engine.writing() as writer:
            after = writer.restamp("c-1", ["m-1"], after, 2)
        steps += 1
    assert steps == 3
    assert best(engine, "naloxone", "staff") == []
    assert len(best(engine, "naloxone", "m-1")) == 5


def test_a_failed_write_leaves_nothing_behind(engine, put):
    def write_and_fail():
        with engine.writing() as writer:
            writer.put([document("thread", 1, "naloxone", group="t-1")], NAMES)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert best(engine, "naloxone") == []


def test_excerpts_mark_what_matched_and_stay_text(engine, put):
    long = "nothing to see here. " * 60 + "Running <script>vehicles</script> & more " + "filler words. " * 60
    put(document("thread", 1, long, "A vehicle", group="t-1"))
    excerpt = engine.excerpts(plain(parse("vehicle")), [("thread", 1)])[("thread", 1)]
    assert excerpt.title == f"A {START}vehicle{END}"
    assert f"<script>{START}vehicles{END}</script>" in excerpt.text
    assert len(excerpt.text) < 400


def test_the_newest_of_a_common_word_come_and_the_count_is_a_lower_bound(engine, put):
    put(*[document("message", key, "budget meeting", group=f"r-{key}") for key in range(5000)])
    ranking = rank(engine, "budget meeting")
    assert ranking.is_partial or ranking.counts["chat"] == 5000
    assert 500 < ranking.counts["chat"] <= 5000
    assert ranking.rows[0].keys[0] == ("message", 4999)
    assert 400 <= len(ranking.rows) <= 500


def test_a_place_named_by_common_words_is_found_among_thousands(engine, put):
    put(*[document("message", key, "road safety", group=f"r-{key}") for key in range(5000)])
    put(document("person", 1, "", "Road Safety", audience="c-1"))
    assert best(engine, "road safety")[0] == ("person", 1)


def test_no_query_is_an_error(engine, put):
    put(document("thread", 1, "naloxone", group="t-1"))
    signs = "ab \"'-()*:^~{}[]\\|&!?<>=+/%$#@\x00\t\n\ue000\ud800éñ漢🙂"
    source = random.Random(3)
    for _ in range(400):
        rank(engine, "".join(source.choices(signs, k=source.randint(0, 40))))
    for text in (
        "NEAR(a b)",
        "title:",
        "a AND",
        "OR",
        "NOT x",
        "a*",
        "'; DROP TABLE entry; --",
        "a & | !",
        "x" * 10_000,
    ):
        rank(engine, text)


def test_notes_are_kept(engine):
    assert engine.noted("progress") == ""
    with engine.writing() as writer:
        writer.note("progress", "thread 7")
    assert engine.noted("progress") == "thread 7"


def test_phrases_mean_their_very_words_and_stop_words_too(engine, put):
    put(
        document("thread", 1, "the end of shift report", group="t-1"),
        document("thread", 2, "reports at the ends of shifts", group="t-2"),
        document("thread", 3, "to be or not to be", "Of the report", group="t-3"),
    )
    assert best(engine, '"end of shift"') == [("thread", 1)]
    assert best(engine, '"ends of shifts" report') == [("thread", 2)]
    assert best(engine, '"to be or not to be"') == [("thread", 3)]
    assert best(engine, '"reports"') == [("thread", 2)]
    assert set(best(engine, 'report -"reports"')) == {("thread", 1), ("thread", 3)}
    assert best(engine, 'title:"of the report"') == [("thread", 3)]


def test_prefixes_titles_alternatives_and_brackets(engine, put):
    put(
        document("thread", 1, "the belt carries naloxone", "Vaccination days", group="t-1"),
        document("thread", 2, "the pouch carries vaccines", "Belts", group="t-2"),
        document("thread", 3, "nothing of the kind", "Pouches and belts", group="t-3"),
    )
    assert set(best(engine, "vacc*")) == {("thread", 1), ("thread", 2)}
    assert set(best(engine, "title:belt")) == {("thread", 2), ("thread", 3)}
    assert best(engine, "title:vacc*") == [("thread", 1)]
    assert set(best(engine, "naloxone OR vaccine")) == {("thread", 1), ("thread", 2)}
    assert best(engine, "(belt carries) OR kind -title:vaccination -title:pouches") == [("thread", 2)]
    assert best(engine, "(belt OR pouch) -(carries OR days)") == [("thread", 3)]
    assert best(engine, "naloxone OR (kind -title:pouch)") == [("thread", 1)]


def test_codes_are_found_whole_and_in_parts(engine, put):
    put(
        document("thread", 1, "see RFP-2026-114 and 42 USC 1983, write to o.haddad@lake.example", group="t-1"),
        document("thread", 2, "see report_v2.pdf on files.lake.example and HB 1234", group="t-2"),
    )
    for text in ("RFP-2026-114", "rfp", "114", "42 USC 1983", "1983", "o.haddad@lake.example", "haddad"):
        assert best(engine, text)[0] == ("thread", 1), text
    for text in ("report_v2.pdf", "v2", "files.lake.example", '"HB 1234"', "1234"):
        assert best(engine, text)[0] == ("thread", 2), text


def sought(text, **held):
    return replace(plain(parse(text)), **held)


def test_marks_spans_and_groups_narrow(engine, put):
    day = timedelta(days=1)
    put(
        *[
            Document(
                "thread", key, "c-1", "", "budget", "/", START_OF_2026 + day * key, f"t-{key}",
                community_id=key % 2, author_id=7 + key, agency_name="City of Easton", is_solved=key == 5,
                tags=("money",) if key > 3 else (), mentions=(40 + key,), flags=("is-open",),
            )
            for key in range(1, 7)
        ]
    )  # fmt: skip

    def found(**held):
        asked = Question(sought(held.pop("text", "budget"), **held), Scope(frozenset({"staff"})), TABS)
        return sorted(row.keys[0][1] for row in engine.rank(asked).rows)

    def held(*some):
        return (Held(frozenset(some)),)

    assert found(must=held(marks.community(1))) == [1, 3, 5]
    assert found(must=held(marks.author(8), marks.author(9))) == [1, 2]
    assert found(must=(*held(marks.tag("Money")), *held(marks.agency("city of easton")))) == [4, 5, 6]
    assert found(must_not=held(marks.flag("is-solved"))) == [1, 2, 3, 4, 6]
    assert found(must=held(marks.mentioned(43))) == [3]
    assert found(must=held()) == []
    assert found(text="", must=(Held(frozenset({marks.tag_begun("mon")}), is_begun=True),)) == [4, 5, 6]
    assert found(text="", must=(Held(frozenset({marks.tag_begun("money")}), is_begun=True),)) == [4, 5, 6]
    assert found(text="", must=(Held(frozenset({marks.tag_begun("oney")}), is_begun=True),)) == []
    assert found(must=(AnyOf((*held(marks.flag("is-solved")), Not(*held(marks.tag("money"))))),)) == [1, 2, 3, 5]
    assert found(spans=(Span(START_OF_2026 + day * 3),)) == [3, 4, 5, 6]
    assert found(spans=(Span(end=START_OF_2026 + day * 3),)) == [1, 2]
    assert found(apart=(Span(START_OF_2026 + day * 3, START_OF_2026 + day * 5),)) == [1, 2, 5, 6]
    assert found(groups=frozenset({"t-2", "t-9"})) == [2]
    assert found(groups_apart=frozenset({"t-2"})) == [1, 3, 4, 5, 6]
    assert found(text="", must=held(marks.tag("money"))) == [4, 5, 6]
    newest = engine.rank(Question(sought("budget sort:old"), Scope(frozenset({"staff"})), TABS)).rows
    assert [row.keys[0][1] for row in newest] == [1, 2, 3, 4, 5, 6]


def test_facts_are_counted_by_rows_of_the_tab(engine, put):
    put(
        document("thread", 1, "budget", group="t-1", community_id=3, author_id=7, tags=("money",)),
        document("post", 2, "budget", group="t-1", community_id=3, author_id=8),
        document("message", 3, "budget", group="r-1", community_id=4, author_id=8),
        document("thread", 4, "budget", audience="c-2", group="t-4", community_id=9, author_id=9),
    )

    def facets(tab=""):
        asked = Question(plain(parse("budget")), Scope(frozenset({"staff"})), TABS, tab, has_facets=True)
        return engine.rank(asked).facets

    assert facets()["in"] == {"3": 1, "4": 1}
    assert facets()["from"] == {"7": 1, "8": 2}
    assert facets("threads")["from"] == {"7": 1, "8": 1}
    assert facets("threads")["tag"] == {"money": 1}


def test_what_stands_for_a_word_finds_as_the_word_does_and_a_faint_one_below_it(engine, put):
    put(
        document("thread", 1, "the EOC is open", group="t-1"),
        document("thread", 2, "the emergency operations center is open", group="t-2"),
        document("thread", 3, "emergency exits and the center of operations", group="t-3"),
        *[document("thread", key, "nothing of the kind", group=f"t-{key}") for key in range(4, 12)],
    )

    def asked(text, *kin, **more):
        typed = plain(parse(text))
        held = tuple((word, tuple(Kin(Word(one), **more) for one in kin)) for word in typed.words)
        question = Question(replace(typed, kin=held), Scope(frozenset({"staff"})), TABS)
        return [row.keys[0][1] for row in engine.rank(question).rows]

    assert asked("eoc") == [1]
    assert set(asked("eoc", "emergency operations center")) == {1, 2}
    assert asked("eoc", "emergency operations center", is_faint=True) == [1, 2]
    assert set(asked("open center", "EOC")) == {1, 2, 3}
    marked = engine.excerpts(
        replace(plain(parse("emergency")), kin=((Word("emergency"), (Kin(Word("EOC")),)),)), [("thread", 1)]
    )
    assert f"{START}EOC{END}" in marked[("thread", 1)].text
