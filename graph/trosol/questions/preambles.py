"""What people put around a question: why they ask, who they are, a clause before it. Only what asks is read.

*We are drafting a paper and would like to understand how X affects Y* asks *how X affects Y*; *as a director, how do I …* asks *how do I …*.
"""

from __future__ import annotations

import re

__all__ = ["without_preamble"]

_ASKING = r"(?:what|who|whom|whose|which|where|when|why|how|whether|if|beth|pwy|pam|sut|pa|ble|pryd)"
_VERB = r"(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|might|must)"
_WANTING = re.compile(
    r"\b(?:like|want|wanted|wish|need|hoping|trying|keen|love|interested|asked|curious)\s+(?:us\s+|me\s+)?(?:to|in)\s+"
    r"(?:be\s+told|know(?:ing)?|understand(?:ing)?|find(?:ing)?\s+out|learn(?:ing)?|see(?:ing)?|hear(?:ing)?|work\s+out|establish|explain)\b"
    r"(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_ASIDES = re.compile(
    r",?\s{0,3}\b(?:(?:in|with)\s+(?:a|one|two|a few|no more than)\b[^,]{0,30}?\b(?:sentences?|words?|lines?|paragraphs?|minutes?|bullets?)(?:\s+or\s+two)?"
    r"|if (?:i|we|you) may ask|if possible|for (?:a|my|our) (?:briefing|paper|speech|submission|board|minister|report|meeting))\s*,?",
    re.IGNORECASE,
)
_ROLE = re.compile(r"(?:^|,\s*)(?:speaking\s+)?as\s+(?:an?|the)\s+[^,?]{3,70},\s*", re.IGNORECASE)
_BEFORE = re.compile(
    rf"^(?:before|after|while|since|given|having|because|although|though|now that|seeing that)\b[^?]{{3,160}}?,\s*(?={_ASKING}\b|{_VERB}\b)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    rf"\bwhat\s+(?:the|this|your|our)\s+(?:evidence|report|research|study|data|source|findings?|participants|people)\s+"
    rf"(?:says?|shows?|tells?\s+us|suggests?|found|finds?|thinks?|thought)\s+(?:about|on|regarding)\s+(?P<rest>{_ASKING}?\b.+)$",
    re.IGNORECASE | re.DOTALL,
)
_DOUBTING = re.compile(
    r"^(?:so\s+)?(?:what(?:'s| is)\s+the\s+evidence|is\s+there\s+(?:any\s+)?(?:evidence|proof|sign|indication)(?=\s+(?:that|if|whether)\b)|do\s+we\s+(?:have\s+(?:any\s+)?evidence|know)|"
    r"does\s+(?:it|the\s+(?:report|research|study|evidence))\s+(?:say|show|prove|suggest))\s+(?:that|if|whether)\s+(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_TAIL = re.compile(
    r"(?:,\s*(?:and\s+|or\s+)?|\s(?:and|or)\s+)(?:(?:by|from|with|for|to|of)\s+(?:whom?|what|which)|why(?:\s+(?:so|not))?|how\s+so)\s*\?*\s*$",
    re.IGNORECASE,
)
_RATHER = re.compile(r"\b(?:instead\s+of|rather\s+than|as\s+opposed\s+to)\b[^,?]+", re.IGNORECASE)
_OPPOSED = re.compile(r"\s(?:instead\s+of|rather\s+than|as\s+opposed\s+to|compared\s+(?:with|to)|versus|vs\.?)\s+", re.IGNORECASE)
_PEOPLE = (
    r"(?:\w+\s+){0,2}(?:minister|director|manager|leader|provider|commissioner|councillor|official|adviser|researcher|funder|"
    r"charity|council|government|regulator|board|trustee|officer|chief\s+executive|practitioner|newcomer|team)s?"
)
_ROLE_LAST = re.compile(rf"(?<=\bi\b)(?P<kept>.{{2,60}}?)\s+as\s+(?:an?\s+|the\s+)?{_PEOPLE}\s*\??$", re.IGNORECASE)
_WE_LAST = re.compile(rf"(?<=\bwe\b)(?P<kept>.{{2,60}}?)\s+as\s+(?:an?\s+|the\s+)?{_PEOPLE}\s*\??$", re.IGNORECASE)
_MENTIONED = re.compile(
    r"^(?:(?:is|are|was|were|does|do|did)\s+(?P<what>\S.{1,60}?)\s+(?:ever\s+|even\s+)?(?:mentioned|covered|discussed|featured?|touched\s+(?:up)?on|"
    r"talked\s+about|dealt\s+with|come\s+up|came\s+up|get\s+a\s+mention|crop\s+up|appear)|"
    r"(?:is|was)\s+there\s+(?:anything|something|much)\s+(?:\w+\s+)?(?:on|about|regarding)\s+(?P<on>\S.{1,60}?)|"
    r"(?:does|do|did)\s+(?:it|this|they|the\s+(?:report|study|research|authors?|source|document))\s+(?:ever\s+|even\s+|actually\s+)?"
    r"(?:mention|cover|discuss|(?:say|contain|have)\s+(?:anything|something|much)\s+(?:about|on)|talk\s+about|touch\s+(?:up)?on|deal\s+with|look\s+at)\s+"
    r"(?P<of>\S.{1,60}?)|"
    r"what\s+(?:does|do|did)\s+(?:it|this|they|the\s+(?:report|study|research|authors?|source|document))\s+(?:say|tell\s+us|have\s+to\s+say)\s+"
    r"(?:about|on)\s+(?P<said>\S.{1,60}?)|"
    r"(?:is\s+there\s+)?any\s+(?:mention|discussion)\s+of\s+(?P<any>\S.{1,60}?))"
    r"(?:\s+(?:at\s+all|anywhere|in\s+(?:it|here|this|(?:the|this)\s+(?:report|study|data|map|evidence|findings))))*\s*\??$",
    re.IGNORECASE,
)
_TO_DO_WITH = re.compile(
    r"^what(?:'s| is| has| does|s)?\s+(?P<what>\S.{1,60}?)\s+(?:got\s+|have\s+|has\s+)?(?:to|2)\s+do\s+with\s+(?:it|this|that|any of (?:it|this)|all (?:of )?this)\s*\??$",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"^what\s+(?:kind\s+of\s+|sort\s+of\s+)?(?:difference|change)\s+(?:would|could|will|does|do|can|might)\s+(?P<what>\S.{1,60}?)\s+(?:make|bring)\s*\??$",
    re.IGNORECASE,
)
_FITS_IN = re.compile(
    r"^(?:where|how)\s+(?:do|does|did)\s+(?P<what>\S.{1,60}?)\s+(?:come|fit|feature|figure)(?:\s+(?:into|in|in to|with|here))?(?:\s+(?:all\s+)?(?:of\s+)?(?:this|it|here|the picture|the story|that))?\s*\??$",
    re.IGNORECASE,
)
_WE_ARE = re.compile(
    rf"^(?:(?:we|i)(?:'re| are|'m| am)|this is|speaking for|i work (?:for|in|at)|i represent|i run)\s[^,;?]{{3,80}}[,;]\s*(?={_ASKING}\b|{_VERB}\b)",
    re.IGNORECASE,
)
_COLON = re.compile(rf"^[^?:]{{3,80}}:\s*(?={_ASKING}s?\b|{_VERB}\b|what'?s\b|who'?s\b)", re.IGNORECASE)
_FIRST = re.compile(rf"^(?:{_ASKING}|{_VERB})\b", re.IGNORECASE)
_WHETHER = re.compile(r"^(?:whether|if)\s+", re.IGNORECASE)
_LEAST = 3


def without_preamble(text: str) -> str:
    """The part of a sentence that asks.

    >>> without_preamble("We write a paper and would like to understand, in a sentence or two, how targets affect staff.")
    'how targets affect staff.'
    >>> without_preamble("How might I, as a director of services, build trust?"), without_preamble("who paid")
    ('How might I build trust?', 'who paid')
    >>> without_preamble("Before we pay for it, is there any evidence that training works?")
    'does training works?'
    """
    asked = _ROLE.sub(lambda found: " " if found.start() else "", _ASIDES.sub(" ", text)).strip(" ,")
    asked = _COLON.sub("", _WE_ARE.sub("", _BEFORE.sub("", asked)))
    if wanting := _WANTING.search(asked):
        asked = _asking(wanting["rest"]) or asked
    if doubting := _DOUBTING.match(asked):
        asked = f"does {doubting['rest']}"
    if says := _SAYS.search(asked):
        asked = _asking(says["rest"])
    if re.match(r"how\s+(?:many|much)\b", asked, re.IGNORECASE):
        asked = _OPPOSED.sub(" and ", asked)
    elif re.match(r"(?:why|how)\b", asked, re.IGNORECASE):
        asked = _RATHER.sub("", asked)
    for last in (_ROLE_LAST, _WE_LAST):
        asked = last.sub(lambda found: found["kept"], asked)
    for about in (_TO_DO_WITH, _FITS_IN):
        if found := about.match(asked):
            asked = f"what about {found['what']}"
    if difference := _DIFFERENCE.match(asked):
        asked = f"what does {difference['what']} lead to"
    if mentioned := _MENTIONED.match(asked):
        asked = f"what about {next(part for part in mentioned.groups() if part)}"
    tail = _TAIL.search(asked)
    if tail and _FIRST.match(asked) and len(asked[: tail.start()].split()) >= _LEAST:
        asked = asked[: tail.start()] + "?"
    return re.sub(r"\s+", " ", asked).strip() or text


def _asking(rest: str) -> str:
    """What follows *I would like to know*, where it asks or names something."""
    rest = re.sub(r"^(?:more\s+)?about\s+(?=\w)", "", rest.strip(" ,:"), flags=re.IGNORECASE)
    if says := _SAYS.search(rest):
        return _asking(says["rest"])
    if _WHETHER.match(rest):
        return _WHETHER.sub("does ", rest)
    return rest if not rest or _FIRST.match(rest) else f"what about {rest}"
