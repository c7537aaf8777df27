"""What a text becomes: the constructs of posts, and what is refused."""

import pytest

from forum import markup

pytestmark = pytest.mark.plain

PEOPLE = {"omar-haddad": markup.Person(name="Omar <Haddad>", url="/people/omar-haddad/")}
FILES = {"pouch in trunk.jpg": markup.File(url="/communities/fleet/files/7/pouch.jpg", width=640, height=480)}


def html(source: str) -> str:
    return markup.parse(source).html(people=PEOPLE, files=FILES)


def test_paragraphs_keep_the_line_breaks_that_were_typed():
    assert html("First\nSecond\n\nThird") == "<p>First<br>\nSecond</p>\n<p>Third</p>\n"


def test_headings_start_below_the_title_and_the_author():
    assert html("# One\n\n## Two\n\n###### Six") == "<h3>One</h3>\n<h4>Two</h4>\n<h6>Six</h6>\n"


def test_a_line_of_dashes_makes_no_heading_of_the_line_above():
    assert html("Regards\n---") == "<p>Regards</p>\n<hr>\n"


def test_a_table_scrolls_by_keyboard_and_aligns_numbers_without_style():
    out = html("| Agency | Doses |\n|---|--:|\n| Easton | 57 |")
    assert '<div class="scroll" role="region" tabindex="0" aria-label="Table"><table class="table">' in out
    assert '<th class="num" scope="col">Doses</th>' in out
    assert '<td class="num">57</td>' in out
    assert "style" not in out


@pytest.mark.parametrize(
    ("source", "href"),
    [
        ("See https://example.org/a_b_(c).", "https://example.org/a_b_(c)"),
        ("(http://example.org/x)", "http://example.org/x"),
        ("**https://example.org/**", "https://example.org/"),
        ("https://example.org/?a=1&b=2, then", "https://example.org/?a=1&amp;b=2"),
        ("[name](https://example.org)", "https://example.org"),
        ("<https://example.org/>", "https://example.org/"),
        ("[post](/communities/fleet/threads/3/)", "/communities/fleet/threads/3/"),
        ("[mail](mailto:a@b.example)", "mailto:a@b.example"),
    ],
)
def test_addresses_become_links(source, href):
    assert f'href="{href}"' in html(source)


@pytest.mark.parametrize(
    "source",
    ["nohttps://example.org", "javascript://x", "`https://example.org`", "https://", "http:// x", "ftp://example.org"],
)
def test_other_text_with_a_colon_stays_text(source):
    assert "<a" not in html(source)


def test_a_link_inside_a_link_is_not_made():
    assert html("[https://example.org](https://example.com)").count("<a") == 1


@pytest.mark.parametrize(
    "source",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "![x](data:image/png;base64,AAAA)",
        "[x](java&#115;cript:alert(1))",
        "[x](\x01javascript:alert(1))",
    ],
)
def test_a_scheme_that_runs_something_is_never_a_link(source):
    assert "href" not in html(source)


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<div hx-get="/x" data-hx-post="/y" hx-swap-oob="true" id="alerts">x</div>',
        '<hx-partial hx-target="#alerts">x</hx-partial>',
        "<template>x</template><svg onload=alert(1)>",
        '```"><script>\nx\n```',
        '[x](/a "\\" onclick=\\"x")',
    ],
)
def test_html_is_shown_as_it_was_typed(source):
    out = html(source)
    for element in ("<script", "<img", "<div", "<hx-partial", "<template", "<svg", '" onclick="'):
        assert element not in out


def test_a_mention_names_the_person_and_unknown_handles_stay_text():
    out = html("@Omar-Haddad, and @nobody-here; mail x@omar-haddad or https://a.example/@omar-haddad.")
    assert '<a class="mention" href="/people/omar-haddad/" rel="nofollow noopener">@Omar &lt;Haddad&gt;</a>,' in out
    assert out.count("mention") == 1
    assert "@nobody-here;" in out


def test_handles_are_found_in_running_text_only():
    document = markup.parse("@Ana-Reyes. `@bo` [@cy](/x)\n\n    @dee\n\n```\n@ed\n```\n> @flo and a@gus")
    assert document.handles == {"ana-reyes", "dee", "flo"}


def test_a_picture_of_ours_is_shown_and_a_foreign_one_is_a_link():
    out = html("![A pouch & clip](pouch%20in%20trunk.jpg) ![Spy](https://spy.example/1.gif) ![](https://spy.example/2)")
    assert 'src="/communities/fleet/files/7/pouch.jpg"' in out
    assert 'alt="A pouch &amp; clip"' in out
    assert 'width="640"' in out
    assert out.count("<img") == 1
    assert '<a href="https://spy.example/1.gif" rel="nofollow noopener">Spy</a>' in out


def test_pictures_are_listed_with_their_descriptions():
    assert markup.parse("![A b](c.png)\n\n![](d.png)").pictures == (("c.png", "A b"), ("d.png", ""))


def test_a_long_quote_is_folded_and_a_short_one_is_not():
    long = "\n".join(f"> line {n}" for n in range(40))
    assert '<details class="fold"><summary>40 quoted lines</summary><blockquote>' in html(long + "\n\nAnswer")
    assert "<details" not in html("> one\n\nAnswer")


def test_control_characters_are_dropped():
    assert html("a\x00b\x08c") == "<p>abc</p>\n"


def test_plain_text_has_words_without_marks_and_without_quotes():
    text = markup.parse("# Head\n\n> quoted\n\n**Bold** `code` [link](/x) @ana\n\n- one\n- two\n\n```\nfence\n```").text
    assert text == "Head\nBold code link @ana\none\ntwo\nfence"


def test_an_excerpt_is_cut_between_words():
    assert markup.excerpt("One two\nthree", 40) == "One two three"
    assert markup.excerpt("The shift lead signs the count at 06:00", 20) == "The shift lead…"
    assert len(markup.excerpt("x" * 500, 50)) == 50


def test_a_quote_links_back_and_leaves_older_quotes_out():
    source = markup.quote(
        "> old\n\nThe pouch goes *inside*.", label="Omar [H] in post 12", url="/communities/fleet/threads/5/posts/12/"
    )
    out = html(source + "Agreed.")
    assert '<blockquote class="quote">' in out
    assert '<a href="/communities/fleet/threads/5/posts/12/" class="quote__by"' in out
    assert "Omar [H] in post 12" in out
    assert "<em>inside</em>" in out
    assert "old" not in out
    assert out.endswith("<p>Agreed.</p>\n")


def test_a_quote_is_cut_at_its_limit():
    assert len(markup.quote("word " * 2_000, label="a", url="/x/")) < 1_600
