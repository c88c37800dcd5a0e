"""Extend: what can be said, a workbook to say it in, a check of what somebody brings, and bringing it in."""

import streamlit as st

import session
from components.file_upload import ENDINGS, checked, problems_table
from components.import_steps import bring
from screen_parts import head, next_step
from trosol.check.check_report import CheckReport
from trosol.errors import TrosolError
from trosol.export import export
from trosol.views.plain_words import plain
from url_state import go, recall, remember, segments
from words import _, counted

snapshot = session.snapshot()
if recall("view") in ("classes", "relations"):  # where they were before
    go("ontology", view=recall("view"))
head(
    _("Bring in"),
    _(
        "Add an interview, a region or a kind of thing in a spreadsheet; no code is needed. What is new in the ontology turns up on "
        "every screen by itself."
    ),
)
names = {"data": _("Take and check"), "bring": _("Bring in")}
view = segments(_("What do you want to do?"), names, key="view", default="data")
remember("view", view if view != "data" else "")

if view == "data":
    first, second = st.columns(2, gap="large")
    with first:
        st.subheader(_("1. Take the workbook"))
        st.markdown(
            _(
                "One sheet for each table: entities, claims, evidence, sources, observations. Add rows, keep the ids, leave nothing that you cannot show in the source."
            )
        )
        st.download_button(
            _("Download this ecosystem as a workbook"),
            lambda: export(snapshot, "xlsx"),
            f"{snapshot.name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            _("Download it as Turtle"),
            lambda: export(snapshot, "turtle"),
            f"{snapshot.name}.ttl",
            "text/turtle",
            on_click="ignore",
            icon=":material/download:",
        )
    with second:
        st.subheader(_("2. Check what you have"))
        st.markdown(_("Your file is read on this machine, checked, and forgotten. Nothing is changed."))
        uploaded = st.file_uploader(_("Workbook or Turtle file"), type=ENDINGS, max_upload_size=20)
    if uploaded is not None:
        report: CheckReport | None = None
        try:
            with st.spinner(_("Checking …"), show_time=True):
                report = checked(uploaded)
        except TrosolError as error:
            for problem in error.problems:
                st.error(plain(f"{problem.message} {problem.remedy}"), icon=":material/error:")
        if report is not None:
            if report.clean:
                st.success(
                    _(
                        "Nothing needs mending: {entities}, {claims}.",
                        entities=counted(report.counts.get("entities", 0), "entity", "entities"),
                        claims=counted(report.counts.get("claims", 0), "claim"),
                    ),
                    icon=":material/check_circle:",
                )
            else:
                st.error(_("Some things need mending."), icon=":material/build:")
            if report.problems:
                problems_table(report.problems)
else:
    bring()
with st.expander(_("The same, and more, from the command line")):
    st.markdown(
        "- `trosol new ecosystem NAME`, `trosol new module NAME --into FOLDER`\n"
        "- `trosol template`, `trosol import FILE --into FOLDER --preview`, `trosol undo FOLDER`\n"
        "- `trosol check`, `trosol diff`, `trosol preview FOLDER --with FILE`\n"
        "- `trosol agree FIRST SECOND`, `trosol adjudicate`, `trosol docs`, `trosol release`"
    )
    st.markdown(_("The researcher’s tutorial walks through all of them: docs/tutorial-researcher.md."))
next_step(_("What would your changes do to the answers?"), _("Compare two states"), "compare")
