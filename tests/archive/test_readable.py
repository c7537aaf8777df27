"""HTML mail as plain text: every form that mail programs write, and what nobody should send."""

import pytest

from forum.archive.readable import html_to_text

pytestmark = pytest.mark.plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<div>one</div><div>two</div>", "one\n\ntwo"),
        ("a&nbsp;&amp;&lt;b&gt; &#8364;", "a &<b> €"),
        ("<ol><li>x<li>y</ol>", "1. x\n2. y"),
        ("<ul><li>x<ul><li>deep</ul></ul>", "- x\n\n  - deep"),
        ("<blockquote>q<blockquote>deeper</blockquote></blockquote>after", "> q\n>\n> > deeper\n>\nafter"),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a | b\n1 | 2"),
        ("<pre>x  y\n  z</pre>", "x  y\n  z"),
        ('<a href="https://x.example">here</a>', "here <https://x.example>"),
        ('<a href="https://x.example/">https://x.example</a>', "https://x.example"),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        ("<title>t</title><style>s</style><script>j()</script>text", "text"),
        ("<!-- [if mso]> x <![endif]-->text<o:p></o:p>", "text"),
    ],
)
def test_html_becomes_the_text_that_a_reader_sees(html, text):
    assert html_to_text(html) == text


def test_depth_and_length_cost_no_more_than_their_size():
    assert len(html_to_text("<blockquote>x" * 20_000)) < 2_000_000
    assert html_to_text("<div>" * 50_000 + "x") == "x"
    assert html_to_text("<" * 50_000) is not None
    assert html_to_text("<a href='" * 20_000) is not None
