"""Ontology: which kinds of item and which relations there are, what they mean, and how much they are used here."""

import session
from screen_parts import head, next_step, table
from trosol.views.tables.vocabulary import classes_table, relations_table
from url_state import choose_one
from words import _, language

VIEWS = {"classes": _("Kinds of item"), "relations": _("Relations")}
head(
    _("Ontology"),
    _(
        "What can be said here, from the general to the special. What is new goes below one of these, and turns up on every screen by itself."
    ),
)
view = choose_one(_("View"), VIEWS, "view", default="classes", few=True, label_visibility="collapsed")
snapshot = session.snapshot()
if view == "classes":
    columns = [_("Kind of item"), _("Below"), _("Role"), _("What it means"), _("Here")]
    table("classes", columns, classes_table(snapshot, language()), says=_("Kinds of item"), size=40)
else:
    columns = [_("Relation"), _("Below"), _("Effect on the second"), _("How it reads"), _("Here")]
    table("relations", columns, relations_table(snapshot, language()), says=_("Relations"), size=40)
next_step(_("How does something of your own get in here?"), _("Bring it in"), "extend")
