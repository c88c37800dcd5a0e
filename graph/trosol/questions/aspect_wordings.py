"""Ways to ask for one side of something, in both languages; ``...`` stands for what is named, and for the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from trosol.questions.aspects import AGAINST, CAUSE, DOES, EFFECT, HELP, NEED
from trosol.questions.effect_wordings import CAUSE_WAYS, DOES_WAYS, EFFECT_WAYS, NEED_WAYS

__all__ = ["ASPECT_WAYS"]

_AGAINST = """
barriers
barriers to
obstacles
hurdles
blockers
problems
problem with
problems facing
challenges facing
issues facing
lack of
shortage of
loss of
absence of
not enough
too little
why is there so little
why is there a lack of
why is there no
concerns about
worries about
fears about
risks to
issues
issue with
in the way of
trouble with
troubles
difficulties
what is wrong with
what went wrong with
what is not working
what does not work
challenges
challenge for
threats to
threat to
dangers to
weaknesses of
drawbacks of
pain points
bottlenecks
what stops ...
what prevents
what frustrates
what annoys
what bothers
what worries
what puts ... off
what makes ... difficult
what makes ... hard
why is ... difficult
why is ... hard
why is ... so hard
why is it hard to
why is it so hard to
why is it difficult to
struggle with
struggling with
complain about
complaints
difficult about
hard about
lacking in
rhwystrau
rhwystrau i
rhwystrau rhag
beth sy'n atal
beth sy'n rhwystro
beth sy'n llesteirio
beth yw'r broblem gyda
beth yw'r problemau gyda
beth yw'r rhwystrau i
beth sy'n mynd o'i le gyda
pam mae ... mor anodd
pam ei bod hi'n anodd
pryderon am
diffyg
problemau
problem gyda
anawsterau
heriau
beth sydd o'i le ar
"""
_HELP = """
what helps
what helps with
what would help
what would help with
what could help
what can help
what might help
helps with
help with
how to
how to improve
how to increase
how to reduce
how to get
how can we
how can you
how can one
how could we
how do we
how do you
how does one
how might we
how might i
how can i
how could i
how do i
how should i
how would i
how should we
how would we
how would you
how can people
how can
how could
what would it take
what would it take to
what will it take to
what does it take to
what would it take for
what would it take to get
what is it going to take to
what needs to happen to
what needs to happen for
what has to happen for
what must happen for
what has to change for
what needs to change for
what would have to change for
what do we need for
what do we need to
what is needed for
what is needed to
what is required for
ways to
way to
ways forward on
ideas
ideas for
ideas on
ideas about
solutions
solutions to
solution for
solution to
remedies for
remedy for
answers to
answer to
response to
responses to
tips for
tips on
advice on
conditions for
preconditions for
prerequisites for
enablers of
enablers for
key to
keys to
recipe for
support for
actions on
action on
actions for
actions against
what works for
what is done about
what is being done about
what can be done about
what could be done about
what should be done about
what can we do about
what could we do about
what should we do about
what do people suggest about
what is suggested for
what is suggested about
what is proposed for
what support is proposed for
what support is there for
what support is suggested for
what support is planned for
what support do they suggest for
what help is proposed for
what help is there for
what help is suggested for
what is on offer for
what is there for
what is proposed about
what would fix
what fixes
what would solve
what solves
what would improve
what would raise
what raises
what would lift
what would increase
what would strengthen
what improves
what would make
what would bring about
what brings about
who helps with
who could help with
who can help with
beth sy'n helpu
sut mae gwella
sut gallwn ni wella
beth fyddai'n gwella
beth sydd ei angen i
beth sydd ei angen er mwyn
sut mae annog
sut mae lleihau
sut mae cynyddu
ffyrdd o
beth ddylid ei wneud am
beth allwn ni ei wneud am
beth sy'n cefnogi
beth sy'n galluogi
beth fyddai'n helpu
beth allai helpu
beth all helpu
sut allwn ni
sut gallwn ni
sut gellir
sut allwn
sut i
sut mae
beth ellir ei wneud am
atebion i
syniadau am
"""
ASPECT_WAYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        aspect: tuple(line for line in lines.split("\n") if line)
        for aspect, lines in (
            (AGAINST, _AGAINST),
            (HELP, _HELP),
            (EFFECT, EFFECT_WAYS),
            (CAUSE, CAUSE_WAYS),
            (DOES, DOES_WAYS),
            (NEED, NEED_WAYS),
        )
    }
)
