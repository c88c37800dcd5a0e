"""Ways to ask what something leads to, what is behind it, what somebody does and what they need, in both languages."""

from __future__ import annotations

__all__ = ["CAUSE_WAYS", "DOES_WAYS", "EFFECT_WAYS", "NEED_WAYS"]

EFFECT_WAYS = """
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
CAUSE_WAYS = """
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
DOES_WAYS = """
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
what do people want ... to do
what do people want ... to do differently
what do people want from
what do participants want ... to do
what did people want ... to do
what are people asking ... to do
what are people asking of
what are people asking for from
what is being asked of
what should we ask of
what would people like ... to do
what can be expected of
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
NEED_WAYS = """
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
