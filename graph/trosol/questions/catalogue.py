"""The library of questions: one ``.rq`` file each, its name is the question, its header says what it means to people.

A header is comment lines before the query::

    # Question: Which actions address {challenge}?
    # Also: what is being done about {challenge} | who tackles {challenge}
    # Cwestiwn: Pa gamau sy'n mynd i'r afael â {challenge}?
    # Audience: strategist
    # Parameter: challenge ChallengeArea Condition
    # Silence: notStated

``Also`` and ``Hefyd`` (Welsh) are further ways to say it. A parameter has a name and the classes that may fill it; in the
query it stands as ``$challenge``. ``Silence`` says what no row means: ``notStated`` (the source does not say) or ``none``
(it is looked for among things that are told, and there is none). ``See`` names a finding that says more.

``Form`` says the same as the query in the one form in which typed text asks (:mod:`trosol.questions.library_forms`).

A query answers in ``?answer`` (a thing or a value), gives the claims it rests on as ``?claim``, and things known to exist
whose wording is missing as ``?gap``; other variables are further columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trosol.errors import Problem, TrosolError, Where, WrongUse, shorten
from trosol.files import open_folder
from trosol.files.content import content_of
from trosol.model.ontology import Ontology
from trosol.model.records import Texts, in_language
from trosol.read.own_questions import MAX_QUESTION, question_texts
from trosol.resources import ontology_dir
from trosol.sparql.lexis import words
from trosol.templates import TemplateError, template

__all__ = ["NONE", "NOT_STATED", "FormPattern", "Parameter", "Question", "find_question", "library", "read_questions"]

NOT_STATED, NONE = "notStated", "none"
MAX_QUESTIONS = 300
"""Questions of an ecosystem's own."""
MAX_BLANKS = 4
"""Blanks of a question."""
MAX_WAYS = 40
"""Ways to say a question, in all languages."""
MAX_WAY = 300
"""Characters of a way to say it."""

_CHANGING = {"NOW", "RAND", "UUID", "STRUUID"}
AUDIENCES = ("strategist", "leader", "researcher")
_KEY = re.compile(r"\w+")
_BLANK = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
_LANGUAGES = {"Question": "en", "Cwestiwn": "cy"}
_FURTHER = {"Also": "en", "Hefyd": "cy"}
_KNOWN = {*_LANGUAGES, *_FURTHER, "Audience", "Parameter", "Silence", "See", "Form"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A blank of a question, and the classes (IRIs, subclasses count) whose members may fill it."""

    name: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormPattern:
    """What a question asks in the one form: classes of the answers, relations, which end is asked for, the blank at the other (``parts``: or a part of it)."""

    kinds: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    outward: bool | None = True
    blank: str = ""
    parts: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the library. ``titles``: by language; ``further``: other ways to say it, by language; ``query``: its text."""

    name: str
    titles: Texts
    further: Texts
    audience: str
    parameters: tuple[Parameter, ...]
    silence: str
    see: str
    query: str
    place: str
    form: FormPattern | None = None

    def title(self, language: str = "en") -> str:
        """The question with its blanks."""
        return in_language(self.titles, language) or self.name

    @property
    def blanks(self) -> tuple[str, ...]:
        """Names of its parameters."""
        return tuple(parameter.name for parameter in self.parameters)

    def filled(self, names: Mapping[str, str], language: str = "en") -> str:
        """The question with ``names`` in its blanks."""
        text = in_language(self.titles, language)
        return template(text, self.blanks).fill(names) if text else self.name

    def wordings(self) -> tuple[str, ...]:
        """Every way to say it, without its blanks."""
        return tuple(template(way, self.blanks).words for way in self.ways())

    def ways(self) -> tuple[str, ...]:
        """Every way to say it, in any language."""
        return (*(text for _, text in self.titles), *(text for _, text in self.further))

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """Plain values."""
        return {
            "name": self.name,
            "question": self.title(language),
            "titles": dict(self.titles),
            "audience": self.audience,
            "parameters": [{"name": p.name, "classes": list(p.classes)} for p in self.parameters],
            "see": self.see,
        }


def read_questions(folder: Path, ontology: Ontology) -> tuple[Question, ...]:
    """Every ``.rq`` file of a folder of Trosol's own, by name. Raises :class:`TrosolError` with every header that is not right."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.rq")):
        try:
            texts[path.stem] = _text(path)
        except TrosolError as error:
            problems.extend(error.problems)
    return _questions(texts, ontology, folder.name, problems)


def _text(path: Path) -> str:
    place = f"{path.parent.name}/{path.name}"
    try:
        return content_of(path, MAX_QUESTION, place).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TrosolError(Problem("encoding", "The file is not UTF-8.", "Save it again as UTF-8.", Where(place))) from None


def _questions(
    texts: Mapping[str, str], ontology: Ontology, folder: str, problems: Iterable[Problem] = ()
) -> tuple[Question, ...]:
    questions: list[Question] = []
    problems = list(problems)
    if len(texts) > MAX_QUESTIONS:
        what = f"There are {len(texts):,} questions; {MAX_QUESTIONS} are read at most."
        raise TrosolError([*problems, Problem("questions-too-many", what, "Leave out some of them.", Where(folder))])
    for name, text in sorted(texts.items()):
        try:
            questions.append(_read(name, text, ontology, f"{folder}/{name}.rq"))
        except TrosolError as error:
            problems.extend(error.problems)
    if problems:
        raise TrosolError(problems)
    return tuple(questions)


def _read(name: str, text: str, ontology: Ontology, place: str) -> Question:
    head: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        key, colon, value = line[1:].partition(":")
        # Not by a pattern: one that looks for the end of a long row of spaces takes the square of its length.
        if colon and _KEY.fullmatch(key.lstrip()) and value.strip():
            head.setdefault(key.lstrip(), []).append(value.strip())

    def wrong(what: str, remedy: str) -> TrosolError:
        return TrosolError(Problem("question-header", what, remedy, Where(place)))

    if unknown := sorted(set(head) - _KNOWN):
        raise wrong(f"The header has a line '{shorten(unknown[0])}' that nothing reads.", f"Use: {', '.join(sorted(_KNOWN))}.")
    if not {"Question", "Audience"} <= set(head):
        raise wrong("The question has no complete header.", "Begin with lines '# Question: …' and '# Audience: …'.")
    audience, silence = head["Audience"][0], head.get("Silence", [NOT_STATED])[0]
    if audience not in AUDIENCES:
        raise wrong(f"'{shorten(audience)}' is no audience.", f"Use one of: {', '.join(AUDIENCES)}.")
    if silence not in (NOT_STATED, NONE):
        raise wrong(f"'{shorten(silence)}' does not say what no answer means.", f"Use {NOT_STATED} or {NONE}.")
    parameters = tuple(_parameter(line, ontology, wrong) for line in head.get("Parameter", ()))
    titles = tuple((_LANGUAGES[key], text) for key in _LANGUAGES for text in head.get(key, ())[:1])
    further = tuple((_FURTHER[key], way.strip()) for key in _FURTHER for line in head.get(key, ()) for way in line.split("|"))
    names = tuple(parameter.name for parameter in parameters)
    _check_wordings(names, (*titles, *further), wrong)
    if changing := sorted(_CHANGING & set(words(text))):
        raise wrong(f"The query uses {changing[0]}, whose answer is another each time.", "Ask for what the data say.")
    if missing := sorted(name for name in names if not re.search(rf"\${name}\b", text)):
        raise wrong(f"The query has no ${missing[0]}.", f"Use the parameter as ${missing[0]} in the query.")
    return Question(
        name=name,
        titles=titles,
        further=further,
        audience=audience,
        parameters=parameters,
        silence=silence,
        see=head.get("See", [""])[0],
        query=text,
        place=place,
        form=_form(head["Form"][0], names, ontology, wrong) if "Form" in head else None,
    )


def _form(line: str, names: tuple[str, ...], ontology: Ontology, wrong: Any) -> FormPattern:
    """The line ``Form``: ``? relation $blank``, ``$blank relation ?`` or ``?Class``; ``~`` before a relation means both ways."""
    parts = line.split()
    asked = next((part for part in parts if part.startswith("?")), "")
    blanks = [part[1:].rstrip("+") for part in parts if part.startswith("$")]
    relations = [name for part in parts if part[:1] not in "?$" for name in part.lstrip("~").split("|")]
    kinds = [name for name in asked[1:].split("|") if name]
    classes = {term.name: term.iri for term in ontology.classes.values()}
    properties = {term.name: term.iri for term in ontology.properties.values()}
    unknown = [name for name in kinds if name not in classes] + [name for name in relations if name not in properties]
    if not asked or unknown or set(blanks) != set(names) or len(blanks) > 1:
        what = f"'{shorten(unknown[0])}' is no term of the ontology" if unknown else "The line Form does not say what is asked"
        raise wrong(f"{what}.", "Write e.g. '# Form: ? weakens $thing', '# Form: $thing dependsOn ?' or '# Form: ?Vision'.")
    both = any(part.startswith("~") for part in parts)
    outward = None if both else parts[0] == asked
    iris = tuple(classes[name] for name in kinds), tuple(properties[name] for name in relations)
    return FormPattern(*iris, outward, blanks[0] if blanks else "", any(part.endswith("+") for part in parts))


def _check_wordings(names: tuple[str, ...], wordings: Texts, wrong: Any) -> None:
    """Raises what ``wrong`` makes of parameters and wordings that do not go together, or are too many or too long."""
    if len(set(names)) < len(names):
        raise wrong("Two parameters have the same name.", "Give each a name of its own.")
    if len(names) > MAX_BLANKS:
        raise wrong(f"The question has {len(names)} parameters; {MAX_BLANKS} are allowed.", "Ask for less at once.")
    if len(wordings) > MAX_WAYS:
        raise wrong(f"There are {len(wordings)} ways to say it; {MAX_WAYS} are allowed.", "Leave out some of them.")
    for _, title in wordings:
        if len(title) > MAX_WAY:
            raise wrong(f"“{shorten(title)}” is longer than {MAX_WAY} characters.", "Say it in fewer words.")
        try:
            template(title, names)
        except TemplateError as error:
            raise wrong(
                f"“{shorten(title)}” does not name each parameter once in braces: {shorten(str(error))}.",
                f"Name, once each and with no other brace: {', '.join(sorted(names)) or 'none'}.",
            ) from None


def _parameter(line: str, ontology: Ontology, wrong: Any) -> Parameter:
    name, *classes = line.split()
    by_name = {term.name: term.iri for term in ontology.classes.values()}
    if unknown := [each for each in classes if each not in by_name]:
        raise wrong(f"'{shorten(unknown[0])}' is no class of the ontology.", "Name a class as it stands in the ontology.")
    if not classes or not _BLANK.fullmatch(name):
        raise wrong(
            "A parameter needs a name and at least one class; the name has letters from a to z.",
            "Write e.g. '# Parameter: challenge ChallengeArea'.",
        )
    return Parameter(name, tuple(by_name[each] for each in classes))


def library(ontology: Ontology, folder: Path | None = None, texts: Mapping[str, str] | None = None) -> tuple[Question, ...]:
    """Questions of the ontology, then those of the ecosystem whose ``folder`` is given (its ``questions/``), by name.

    ``texts``: those of an ecosystem that has no folder, by name.
    """
    lying = question_texts(open_folder(folder)) if folder else {}
    own = _questions({**lying, **(texts or {})}, ontology, "questions")
    found = {question.name: question for question in (*read_questions(ontology_dir() / "questions", ontology), *own)}
    return tuple(found[name] for name in sorted(found))


def find_question(questions: Iterable[Question], name: str) -> Question:
    """The question of that name. Raises :class:`WrongUse` with the nearest ones."""
    from difflib import get_close_matches

    by_name = {question.name: question for question in questions}
    if name in by_name:
        return by_name[name]
    near = get_close_matches(name[:100], by_name, n=4, cutoff=0.4)
    hint = f"Did you mean {', '.join(near)}?" if near else "See them all with `trosol questions`."
    raise WrongUse(Problem("question-unknown", f"There is no question '{shorten(name)}'.", hint))
