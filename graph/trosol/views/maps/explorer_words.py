"""The words of the map that people explore, in the reader's language: whatever its scripts say. A test holds the two beside each other."""

from __future__ import annotations

from trosol.language import say_in

__all__ = ["explorer_words"]


def explorer_words(language: str = "en") -> dict[str, str]:
    """By their English."""
    return {
        "1 claim": say_in(language, "1 claim"),
        "1 step": say_in(language, "1 step"),
        "A dot for each item instead of a box, so that thousands can be seen": say_in(
            language, "A dot for each item instead of a box, so that thousands can be seen"
        ),
        "Add this view": say_in(language, "Add this view"),
        "Add to brief": say_in(language, "Add to brief"),
        "All": say_in(language, "All"),
        "All links": say_in(language, "All links"),
        "All shortest paths from {a} to {b}: {steps}.": say_in(language, "All shortest paths from {a} to {b}: {steps}."),
        "Around one item": say_in(language, "Around one item"),
        "As it is shown now": say_in(language, "As it is shown now"),
        "As it suits": say_in(language, "As it suits"),
        "Bring back the story before": say_in(language, "Bring back the story before"),
        "Caption": say_in(language, "Caption"),
        "Centre here": say_in(language, "Centre here"),
        "Choose several: draw around them": say_in(language, "Choose several: draw around them"),
        "Choose where the path should begin, and where it should lead.": say_in(
            language, "Choose where the path should begin, and where it should lead."
        ),
        "Chosen together": say_in(language, "Chosen together"),
        "Circle": say_in(language, "Circle"),
        "Claims": say_in(language, "Claims"),
        "Close": say_in(language, "Close"),
        "Collapse": say_in(language, "Collapse"),
        "Colour": say_in(language, "Colour"),
        "Colour by": say_in(language, "Colour by"),
        "Copied": say_in(language, "Copied"),
        "Copy": say_in(language, "Copy"),
        "Delete": say_in(language, "Delete"),
        "Dots": say_in(language, "Dots"),
        "Drawn on {day} with Trosol.": say_in(language, "Drawn on {day} with Trosol."),
        "Each box is a kind, with how many of its recorded items have claims that count; the number on a line says how many claims link two kinds. Choose a box to see inside it.": say_in(
            language,
            "Each box is a kind, with how many of its recorded items have claims that count; the number on a line says how many claims link two kinds. Choose a box to see inside it.",
        ),
        "Earlier": say_in(language, "Earlier"),
        "Effect on the second": say_in(language, "Effect on the second"),
        "Embed": say_in(language, "Embed"),
        "Embed in another page": say_in(language, "Embed in another page"),
        "End": say_in(language, "End"),
        "End the story and go on from here": say_in(language, "End the story and go on from here"),
        "Expand": say_in(language, "Expand"),
        "Expand all": say_in(language, "Expand all"),
        "Filter": say_in(language, "Filter"),
        "Filters": say_in(language, "Filters"),
        "Find on the map": say_in(language, "Find on the map"),
        "From": say_in(language, "From"),
        "From the start": say_in(language, "From the start"),
        "From {name}: now choose where the path should lead, on the map or by its name.": say_in(
            language, "From {name}: now choose where the path should lead, on the map or by its name."
        ),
        "Full screen": say_in(language, "Full screen"),
        "Hide": say_in(language, "Hide"),
        "Horizons": say_in(language, "Horizons"),
        "How far": say_in(language, "How far"),
        "In the brief": say_in(language, "In the brief"),
        "Keep only these": say_in(language, "Keep only these"),
        "Keep with the ecosystem": say_in(language, "Keep with the ecosystem"),
        "Kinds": say_in(language, "Kinds"),
        "Lanes by horizon": say_in(language, "Lanes by horizon"),
        "Lanes by kind": say_in(language, "Lanes by kind"),
        "Larger": say_in(language, "Larger"),
        "Later": say_in(language, "Later"),
        "Layers of effect": say_in(language, "Layers of effect"),
        "Layout": say_in(language, "Layout"),
        "Legend": say_in(language, "Legend"),
        "Link": say_in(language, "Link"),
        "Linked close together": say_in(language, "Linked close together"),
        "Links as CSV": say_in(language, "Links as CSV"),
        "Look": say_in(language, "Look"),
        "Map. Arrows go from item to item, Enter chooses, e expands, plus and minus zoom. The table holds the same.": say_in(
            language, "Map. Arrows go from item to item, Enter chooses, e expands, plus and minus zoom. The table holds the same."
        ),
        "Marked: copy it with Ctrl+C": say_in(language, "Marked: copy it with Ctrl+C"),
        "More than one horizon": say_in(language, "More than one horizon"),
        "Name of the view": say_in(language, "Name of the view"),
        "Neighbours": say_in(language, "Neighbours"),
        "Network with scores as GraphML": say_in(language, "Network with scores as GraphML"),
        "Next": say_in(language, "Next"),
        "No horizon stated": say_in(language, "No horizon stated"),
        "No path follows the links from {a} to {b}. Whichever way they run, it is {steps}.": say_in(
            language, "No path follows the links from {a} to {b}. Whichever way they run, it is {steps}."
        ),
        "No path is recorded from {a} to {b}. That is a question to ask, not a no.": say_in(
            language, "No path is recorded from {a} to {b}. That is a question to ask, not a no."
        ),
        "None": say_in(language, "None"),
        "Nothing is chosen yet. Find an item by its name above, to see its neighbours.": say_in(
            language, "Nothing is chosen yet. Find an item by its name above, to see its neighbours."
        ),
        "Nothing is left: your choices hide {what}.": say_in(language, "Nothing is left: your choices hide {what}."),
        "Number of claims": say_in(language, "Number of claims"),
        "Open a file": say_in(language, "Open a file"),
        "Open its page": say_in(language, "Open its page"),
        "Open the whole map": say_in(language, "Open the whole map"),
        "Opened: {name}": say_in(language, "Opened: {name}"),
        "Or save the map as a page, put that file beside your own page, and show it there: it needs no dashboard.": say_in(
            language, "Or save the map as a page, put that file beside your own page, and show it there: it needs no dashboard."
        ),
        "Page that opens anywhere (HTML)": say_in(language, "Page that opens anywhere (HTML)"),
        "Pages of others may not show this map now. Whoever starts the dashboard can let them in, one origin at a time:": say_in(
            language,
            "Pages of others may not show this map now. Whoever starts the dashboard can let them in, one origin at a time:",
        ),
        "Path from A to B": say_in(language, "Path from A to B"),
        "Path from here": say_in(language, "Path from here"),
        "Picture as PDF": say_in(language, "Picture as PDF"),
        "Picture as PNG": say_in(language, "Picture as PNG"),
        "Picture as SVG": say_in(language, "Picture as SVG"),
        "Pin": say_in(language, "Pin"),
        "Play": say_in(language, "Play"),
        "Previous": say_in(language, "Previous"),
        "Put views in an order, with captions, and play them": say_in(
            language, "Put views in an order, with captions, and play them"
        ),
        "Put what the map shows now in the place of this view": say_in(
            language, "Put what the map shows now in the place of this view"
        ),
        "Read these paths step by step": say_in(language, "Read these paths step by step"),
        "Reading the claims …": say_in(language, "Reading the claims …"),
        "Redo": say_in(language, "Redo"),
        "Relation": say_in(language, "Relation"),
        "Relations": say_in(language, "Relations"),
        "Relations, with their number of links": say_in(language, "Relations, with their number of links"),
        "Relations hidden": say_in(language, "Relations hidden"),
        "Save": say_in(language, "Save"),
        "Save as a file": say_in(language, "Save as a file"),
        "Save as a page": say_in(language, "Save as a page"),
        "See it": say_in(language, "See it"),
        "Set the map as you want it seen, then add the view. The story goes along in the address of this page, and a saved page plays it anywhere.": say_in(
            language,
            "Set the map as you want it seen, then add the view. The story goes along in the address of this page, and a saved page plays it anywhere.",
        ),
        "Show all again": say_in(language, "Show all again"),
        "Show all as dots": say_in(language, "Show all as dots"),
        "Show all kinds": say_in(language, "Show all kinds"),
        "Show all of it": say_in(language, "Show all of it"),
        "Show more boxes": say_in(language, "Show more boxes"),
        "Show {n} hidden again": say_in(language, "Show {n} hidden again"),
        "Showing {shown} of {total} items and {links} links.": say_in(
            language, "Showing {shown} of {total} items and {links} links."
        ),
        "Showing {shown} of {total} items: those with most claims.": say_in(
            language, "Showing {shown} of {total} items: those with most claims."
        ),
        "Size": say_in(language, "Size"),
        "Size by": say_in(language, "Size by"),
        "Skip to the map": say_in(language, "Skip to the map"),
        "Smaller": say_in(language, "Smaller"),
        "Source": say_in(language, "Source"),
        "Start it like this": say_in(language, "Start it like this"),
        "Stories of this ecosystem": say_in(language, "Stories of this ecosystem"),
        "Story": say_in(language, "Story"),
        "Table": say_in(language, "Table"),
        "The others are recorded and do not count here: they are about the study itself, say that something is not so, or the filters leave them out.": say_in(
            language,
            "The others are recorded and do not count here: they are about the study itself, say that something is not so, or the filters leave them out.",
        ),
        "The story": say_in(language, "The story"),
        "The story is too long to be kept in the address: save it as a file, or shorten it.": say_in(
            language, "The story is too long to be kept in the address: save it as a file, or shorten it."
        ),
        "This file holds no story of Trosol. Nothing was changed.": say_in(
            language, "This file holds no story of Trosol. Nothing was changed."
        ),
        "This view": say_in(language, "This view"),
        "Title of the story": say_in(language, "Title of the story"),
        "To": say_in(language, "To"),
        "To be read in another page, without controls": say_in(language, "To be read in another page, without controls"),
        "To open it here again, or to put it into the folder stories of the ecosystem": say_in(
            language, "To open it here again, or to put it into the folder stories of the ecosystem"
        ),
        "Today, what is tried, and what is hoped for": say_in(language, "Today, what is tried, and what is hoped for"),
        "Turn round": say_in(language, "Turn round"),
        "Undo": say_in(language, "Undo"),
        "Unpin": say_in(language, "Unpin"),
        "View {n}": say_in(language, "View {n}"),
        "Views in an order, each with a caption": say_in(language, "Views in an order, each with a caption"),
        "What is linked to {name}": say_in(language, "What is linked to {name}"),
        "What the map shows, link by link": say_in(language, "What the map shows, link by link"),
        "What to see": say_in(language, "What to see"),
        "Which network": say_in(language, "Which network"),
        "Whole network": say_in(language, "Whole network"),
        "Why inferred": say_in(language, "Why inferred"),
        "With a saved page": say_in(language, "With a saved page"),
        "Without a link here": say_in(language, "Without a link here"),
        "Working out the measure …": say_in(language, "Working out the measure …"),
        "all the same": say_in(language, "all the same"),
        "chosen items": say_in(language, "chosen items"),
        "does not exist yet": say_in(language, "does not exist yet"),
        "horizon": say_in(language, "horizon"),
        "inferred": say_in(language, "inferred"),
        "inferred by a coder": say_in(language, "inferred by a coder"),
        "keeps a gate": say_in(language, "keeps a gate"),
        "kind": say_in(language, "kind"),
        "lowers": say_in(language, "lowers"),
        "lowers (bar at the end)": say_in(language, "lowers (bar at the end)"),
        "not stated": say_in(language, "not stated"),
        "other, or effect not stated": say_in(language, "other, or effect not stated"),
        "raises": say_in(language, "raises"),
        "raises (arrow)": say_in(language, "raises (arrow)"),
        "stated": say_in(language, "stated"),
        "type": say_in(language, "type"),
        "whether it is in the source": say_in(language, "whether it is in the source"),
        "without {what}": say_in(language, "without {what}"),
        "wording in the source": say_in(language, "wording in the source"),
        "wording not in the source": say_in(language, "wording not in the source"),
        "{kind} and what is linked to it": say_in(language, "{kind} and what is linked to it"),
        "{n} claims": say_in(language, "{n} claims"),
        "{n} more": say_in(language, "{n} more"),
        "{n} more: save the links as CSV to have them all.": say_in(
            language, "{n} more: save the links as CSV to have them all."
        ),
        "{n} of {total}": say_in(language, "{n} of {total}"),
        "{n} steps": say_in(language, "{n} steps"),
    }
