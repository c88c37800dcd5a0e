"""English verbs that agree with their subject: *Commissioners control access*, *Social Care Wales controls access*.

The ontology gives each relation one sentence, with the verb of one subject; names of entities speak of one or of several. What a name
speaks of is read off its head noun: the last word before *of*, *in*, *for* and the like.
"""

from __future__ import annotations

import re

__all__ = ["agreeing", "is_plural"]

_HEAD_ENDS = re.compile(
    r"\b(?:of|in|into|on|at|for|from|to|with|without|within|between|among|around|under|over|about|against|through|that|what|which|who|as|by)\b|[(,:;]"
)
_VERBS = {"is": "are", "has": "have", "was": "were", "does": "do"}
_ONE = frozenset({"wales", "news", "series", "means", "ethics", "politics", "economics", "logistics", "physics", "gps", "its"})
"""Words that end as those of several do and speak of one."""
_TOGETHER = frozenset({"together", "alike", "alone", "themselves", "overall", "combined"})
"""Words after the noun that they speak of."""
_MEN = re.compile(r"\w*men")
_ONE_MEN = frozenset({"acumen", "specimen", "regimen", "abdomen", "omen", "bitumen", "lumen", "yemen"})
_ONE_OF_SEVERAL = re.compile(r"^a (\w*[^\Wysx]) (of|in|linked)\b")
"""What several are is several: *is a member of* becomes *are members of*."""
_SEVERAL = frozenset({"people", "staff", "police", "children", "women", "men", "media", "data", "criteria"})
_FINITE = frozenset({"matters", "depends", "disappears", "keeps", "counts", "invests", "closes"})
"""Verbs at which a name that is itself a sentence ends."""
_DONE_WORDS = """
allow ask build change create define design develop embed encourage ensure establish examine explore fund give grow help identify improve
involve keep lead listen make not offer provide realign recognise reduce remove retain review reward set share start stop support take
target test train trust use value
"""
_DONE = frozenset(_DONE_WORDS.split())
"""First words of names that say what is to be done, which is one thing."""
_CODE = re.compile(r"^[A-Z]{1,2}\d+[a-z]?\s+")
_FEWEST = 3
"""Letters of the shortest word that is taken for one of several."""


def is_plural(name: str) -> bool:
    """Whether an English name speaks of several.

    >>> is_plural("Commissioners"), is_plural("Years of budget cuts"), is_plural("Frontline staff"), is_plural("Carers and families")
    (True, True, True, True)
    >>> is_plural("Overburdened by requirements"), is_plural("Focus"), is_plural("Social Care Wales"), is_plural("Ethics committee")
    (False, False, False, False)
    >>> is_plural("The six challenge areas together"), is_plural("Watermen"), is_plural("Aldermen of the towns"), is_plural("Acumen")
    (True, True, True, False)

    What is done is one thing:

    >>> is_plural("R2 Define roles"), is_plural("Building platforms and ways to share"), is_plural("Lending banks")
    (False, False, True)
    """
    bare = _CODE.sub("", name.strip("“”\"'’ "))
    words = re.findall(r"[^\W\d_]+", _HEAD_ENDS.split(bare, maxsplit=1)[0])
    while len(words) > 1 and words[-1].lower() in _TOGETHER:
        words.pop()
    if not words:
        return False
    first, last = words[0].lower(), words[-1].lower()
    if last in _ONE | _FINITE or (words[-1].isupper() and len(last) > 1):
        return False
    if len(words) > 1 and (first in _DONE or (first.endswith("ing") and len(words) > 2)):
        return False
    if last in _SEVERAL or (_MEN.fullmatch(last) and last not in _ONE_MEN):
        return True
    return len(last) > _FEWEST and last.endswith("s") and not last.endswith(("ss", "us", "is"))


def agreeing(sentence: str, subject: str, plural: bool) -> str:
    """An English sentence whose verb follows its subject, with the verb of several; one that has it already stays as it is.

    >>> agreeing("A and B undermines Trust", "A and B", True), agreeing("A and B is seen as a threat", "A and B", True)
    ('A and B undermine Trust', 'A and B are seen as a threat')
    >>> agreeing("Actions addresses Risk", "Actions", True), agreeing("Actions address Risk", "Actions", True)
    ('Actions address Risk', 'Actions address Risk')
    >>> agreeing("Charity shops is a member of Sorters", "Charity shops", True)
    'Charity shops are members of Sorters'
    """
    if not plural or not sentence.startswith(subject + " "):
        return sentence
    verb, space, rest = sentence[len(subject) + 1 :].partition(" ")
    if verb in ("is", "was"):
        rest = _ONE_OF_SEVERAL.sub(r"\1s \2", rest)
    if verb in _VERBS:
        verb = _VERBS[verb]
    elif verb.endswith("ies"):
        verb = verb[:-3] + "y"
    elif verb.endswith(("sses", "shes", "ches", "xes")):
        verb = verb[:-2]
    elif verb.endswith("s") and not verb.endswith("ss"):
        verb = verb[:-1]
    return f"{subject} {verb}{space}{rest}"
