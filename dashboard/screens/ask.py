"""Ask: in your own words, by choosing a question, by putting one together, or in SPARQL. Every answer shows what it rests on."""

from collections.abc import Callable
from functools import partial

import streamlit as st

import selection
import session
from components.answer_card import reply_view
from components.question_builder import builder_view
from components.sparql_query import query_view
from lens_controls import lens
from screen_parts import head, next_step
from search_bar import with_answers
from trosol.errors import TrosolError
from trosol.networks.lens import Lens
from trosol.questions import Asked, Reply, answer, answerable, ask, suggest
from trosol.views.plain_words import plain
from url_state import recall, remember, segments, start_from_url
from widget_keys import key_of
from words import _, language

snapshot = session.snapshot()
questions = session.ecosystem().questions
entities = snapshot.records.entities
head(
    _("Ask"),
    _(
        "An answer comes with the claims it rests on. Where the source is silent, that is what you are told: "
        "“not stated” is not a no, and nothing is made up."
    ),
)
names = {
    "words": _("In your own words"),
    "choose": _("Choose a question"),
    "build": _("Put one together"),
    "sparql": _("SPARQL"),
}
if pending := st.session_state.pop("pending-question", None):
    st.session_state.update({"way": "choose", "audience": "", "question": pending[0]})
    st.session_state.update({f"with-{blank}": key for blank, key in pending[1].items()})
if lens(snapshot) != Lens():
    st.info(
        _("Answers here look at every claim; the filters do not narrow them."),
        icon=":material/filter_alt_off:",
    )
way = segments(_("How do you want to ask?"), names, key="way", default="words")
remember("way", way if way != "words" else "")


def in_words() -> bool:
    """A box that offers what has an answer while one types, what was understood, the answer, and what else it could have meant.

    Gives whether there is an answer that rests on something.
    """
    if "asked-text" not in st.session_state:
        st.session_state["asked-text"] = recall("text") or None
    with st.spinner(_("Looking …")):
        ready = with_answers()
    typed = st.session_state["asked-text"]
    text = st.selectbox(
        _("Your question"),
        (*ready, *((typed,) if typed and typed not in ready else ())),
        index=None,
        key="asked-text",
        accept_new_options=True,
        placeholder=_("Type it in your own words, or pick one that appears"),
    )
    text = (text or "").strip()[:400]
    remember("text", text)
    if not text:
        st.markdown(_("For example:"))
        for example in (
            _("Who are the gatekeepers?"),
            _("What should we do first?"),
            _("What is missing from the source?"),
            _("What are the challenge areas?"),
        ):
            st.button(example, key=key_of("ask-example", example), type="tertiary", on_click=retype, args=(example,))
        return False
    before, last = st.session_state.get("asked-in-turn", ("", ""))
    if text != last:
        before, last = last, text
        st.session_state["asked-in-turn"] = (before, last)
    with st.spinner(_("Looking …")):
        name, values = ready.get(text, (text, {}))
        found = answer(snapshot, name, questions, values, language(), after=before)
    if found.reply:
        reply_view("words", found.reply)
    else:
        st.warning(plain(found.sentence), icon=":material/psychology_alt:")
    picked = _other_readings(found) if found.readings else None
    if not found.readings and not found.reply:
        _nearest(found)
    if not found.reply and not found.readings:
        with st.spinner(_("Looking …")):
            offers = suggest(questions, snapshot, text, language=language(), limit=6)
        if offers:
            st.markdown(_("These have an answer"))
        for number, offer in enumerate(offers):
            if st.button(plain(offer.text), key=key_of("offer", number), type="tertiary", icon=":material/arrow_forward:"):
                open_question(offer.question, dict(offer.values))
    return any(reply and reply.claims for reply in (found.reply, picked))


def _other_readings(found: Asked) -> Reply | None:
    """What else it could mean, each with its first answers, and one click away; gives the one that is open."""
    st.markdown(_("It could also mean") if found.reply else _("Perhaps you mean"))
    picked = st.session_state.get("reading")
    for number, each in enumerate(found.readings):
        items = ", ".join(row.label for row in each.reply.rows[:3])
        label = f"{each.reply.understood_as} {items}"
        if st.button(plain(label), key=key_of("or", number), type="tertiary", icon=":material/arrow_forward:"):
            st.session_state["reading"] = picked = (found.text, number)
    if picked and picked[0] == found.text and picked[1] < len(found.readings):
        reply: Reply = found.readings[picked[1]].reply
        reply_view("reading", reply)
        return reply
    return None


def _nearest(found: Asked) -> None:
    """What stands nearest to words that were not understood, with what can be asked there, one click away."""
    for entity in found.nearest.entities:
        st.markdown(f"**{plain(entity.label)}**: {plain(entity.says)}")
        for number, text in enumerate(entity.asks):
            label = key_of("near", entity.id, str(number))
            st.button(plain(text), key=label, type="tertiary", icon=":material/arrow_forward:", on_click=retype, args=(text,))
    for claim in found.nearest.claims:
        st.caption(plain(f"{claim.sentence} ({claim.id})"))


def retype(text: str) -> None:
    """Put a text into the box."""
    st.session_state["asked-text"] = text


def _filling(key: str, told: frozenset[str] | None) -> str:
    """What may fill a blank, by name, and whether an answer is told for it."""
    name = entities[key].label(language())
    return name if told is None or key in told else f"{name} ({_('the source is silent')})"


def open_question(name: str, values: dict[str, str]) -> None:
    """Show a question of the library with its blanks filled."""
    st.session_state["pending-question"] = (name, values)
    st.rerun()


def chosen() -> bool:
    """The library, with blanks that only take what fits; gives whether there is an answer that rests on something."""
    by_name = {question.name: question for question in questions}
    audiences = {"": _("everybody"), "strategist": _("strategists"), "leader": _("leaders"), "researcher": _("researchers")}
    audience = segments(_("Questions of"), audiences, key="audience", default="")
    remember("audience", audience)
    offered = [name for name in by_name if audience in ("", by_name[name].audience)]
    start_from_url("question", offered[0], offered)
    titles = {key: by_name[key].title(language()).replace("{", "‹").replace("}", "›") for key in offered}
    name = st.selectbox(
        _("Question"),
        offered,
        format_func=titles.__getitem__,
        key="question",
    )
    remember("question", name)
    question = by_name[name]
    values: dict[str, str] = {}
    for parameter in question.parameters:
        fits = sorted(
            (key for key, entity in entities.items() if snapshot.ontology.is_a(entity.type, parameter.classes)),
            key=lambda key: entities[key].label(language()).casefold(),
        )
        box = f"with-{parameter.name}"
        first = selection.selected() if selection.selected() in fits else None
        if st.session_state.get(box) not in (*fits, None):
            del st.session_state[box]
        if box not in st.session_state:
            st.session_state[box] = recall(box) if recall(box) in fits else first
        told = answerable(question, snapshot)
        if told is not None:
            fits.sort(key=lambda key: key not in told)
        filled = st.selectbox(
            parameter.name.capitalize(),
            fits,
            index=None,
            format_func=partial(_filling, told=told),
            placeholder=_("Type a few letters"),
            key=box,
        )
        remember(box, filled)
        if filled:
            values[parameter.name] = filled
    if len(values) < len(question.parameters):
        st.info(_("Fill the blank to get an answer."), icon=":material/edit:")
        return False
    with st.spinner(_("Looking …")):
        reply = ask(question, snapshot, values, language())
        reply_view("chosen", reply)
    return bool(reply.claims)


answered = False
try:
    views: dict[str, Callable[[], bool]] = {"words": in_words, "choose": chosen, "build": builder_view, "sparql": query_view}
    answered = views[way]()
except TrosolError as error:
    for problem in error.problems:
        st.error(f"{plain(problem.message)} {plain(problem.remedy)}", icon=":material/error:")
if answered:
    next_step(_("What is that answer built on?"), _("See the evidence"), "evidence")
else:
    next_step(_("Do you want to look around first?"), _("Open the map"), "map")
