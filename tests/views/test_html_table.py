"""Tables of screens: whatever a cell, a head or a name holds is text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from trosol.views.tables.html_table import html_table

HOSTILE = [
    "<script>alert(1)</script>",
    "</td></tr></table><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "&lt;b&gt;",
    "<!--",
    "]]>",
    "<svg><style><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "[a](http://x) **b** $x$ :red[c]",
]
TAGS = {"div", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"class", "aria-label", "scope"}


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: dict[str, list[str | None]] = {}
        self.texts: list[str] = []
        self.others: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_data_is_text_in_every_place(text: str) -> None:
    seen = Seen()
    seen.feed(html_table([text, "b"], [[text, text], ["x", text]], says=text))
    seen.close()
    assert set(seen.tags) == TAGS
    assert set(seen.attributes) == ATTRIBUTES
    assert seen.attributes["aria-label"] == [text]
    assert seen.texts == [text, "b", text, text, "x", text]
    assert not seen.others


def test_heads_of_columns_and_rows_are_heads_and_numbers_are_told_apart() -> None:
    made = html_table(["Who", "Rank", "Score"], [["a", 1, 0.5], ["b", 12_000, None]], says="Ranking")
    assert made.count('<th scope="col"') == 3
    assert made.count('<th scope="row">') == 2
    assert '<td class="number">12,000</td>' in made and '<td class="number">0.5</td>' in made
    assert '<td class="number"></td>' in made
    assert 'class="number"' not in html_table(["Which"], [["1"], [True]], says="x")


def test_no_rows_are_a_table_with_heads() -> None:
    assert html_table(["Who"], [], says="x").endswith("</thead><tbody></tbody></table></div>")
