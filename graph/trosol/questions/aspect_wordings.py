"""Ways to ask for one side of something, in both languages; ``...`` stands for what is named, and for the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from trosol.questions.aspects import AGAINST, CAUSE, DOES, EFFECT, HELP, NEED

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
what is proposed about
what would fix
what fixes
what would solve
what solves
what would improve
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
_EFFECT = """
impact
impact of
does ... work
do ... work
did ... work
would ... work
does ... help
do ... help
is ... worth it
are ... worth it
is it worth
is it worth doing
is it worth having
is it worth paying for
is it worth investing in
is it worth spending money on
beth yw effaith
beth yw effeithiau
beth yw canlyniadau
beth sy'n digwydd pan
beth yw manteision
manteision
beth yw pwynt
pa wahaniaeth mae ... yn ei wneud
effect
effects of
effect of
consequences
consequences of
consequence of
results of
result of
outcome of
outcomes of
implications of
implication of
fallout from
influence of
benefits
benefits of
benefit of
advantages of
advantage of
gains from
upsides of
good of
point of
use of
value of having
pros and cons
pros and cons of
costs and benefits of
harm of
harm done by
damage done by
damage from
what happens when
what happens with
what happens because of
what happened because of
what does ... do
what do ... do
what did ... do
what would ... do
what will ... do
what could ... do
what does ... change
what would ... change
what will ... change
what did ... change
what does ... bring
what would ... bring
what does ... achieve
what would ... achieve
what difference does ... make
what difference would ... make
what difference do ... make
why does ... matter
why do ... matter
why is ... important
why are ... important
why is ... a problem
why are ... a problem
why is ... bad
why are ... bad
why is ... good
why is ... useful
why are ... useful
what is ... good for
what are ... good for
how useful is
how useful are
what use is
what are ... for
how does ... help
how do ... help
how would ... help
how could ... help
how can ... help
how does ... matter
so what about
effaith
effaith ... ar
canlyniadau
beth mae ... yn ei wneud
pam mae ... yn bwysig
"""
_CAUSE = """
what causes
what caused
why
why is there
why are there
why is
why are
why do
why does
why did
reasons behind
reason behind
reasons for
what is behind
what lies behind
what explains
root causes
root cause of
roots of
sources of
source of
origin of
origins of
drivers of
what drives
what makes
how did ... come about
where does ... come from
because of what
achos
achosion
beth yw achosion
beth sydd y tu ol i
o ble mae ... yn dod
pam fod
pam bod
rhesymau dros
beth yw'r rheswm dros
beth sy'n gyrru
beth sy'n achosi
pam
pam mae
"""
_DOES = """
role
role of
what role
what role does ... play
what role do ... play
what role can ... play
what part does ... play
what part do ... play
place of
function of
functions of
job of
tasks of
task of
duties of
responsibilities
responsibilities of
contribution of
powers of
what powers does ... have
what power does ... have
what does ... do
what do ... do
what can ... do
what could ... do
what should ... do
what might ... do
what must ... do
what ought ... to do
what does ... need to do
what do ... need to do
what is expected of
what is asked of
what can we expect from
what could ... do differently
what should ... do differently
what should ... do first
what must ... do first
what can ... do first
what could ... do first
what should ... do next
what can ... do next
what can ... do differently
what need ... to do differently
what do ... need to do differently
what does ... need to do differently
what needs ... to do
how can ... help
how could ... help
how do ... help
how does ... help
rol
rol ... yn
beth yw rol
beth yw swyddogaeth
beth yw gwaith
beth yw cyfrifoldebau
cyfrifoldebau
beth mae ... yn gyfrifol amdano
beth gall ... ei wneud
beth mae ... yn ei wneud
beth all ... ei wneud
beth dylai ... ei wneud
"""
_NEED = """
needs of
need of
what do ... need
what does ... need
what do ... lack
what does ... lack
what would help
what support do ... need
what support does ... need
which support do ... need
what kind of support do ... need
support needed by
support for
how can we support
how do we support
how could we support
anghenion
beth sydd ei angen ar
pa gefnogaeth sydd ei hangen ar
"""
ASPECT_WAYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        aspect: tuple(line for line in lines.split("\n") if line)
        for aspect, lines in ((AGAINST, _AGAINST), (HELP, _HELP), (EFFECT, _EFFECT), (CAUSE, _CAUSE), (DOES, _DOES), (NEED, _NEED))
    }
)
