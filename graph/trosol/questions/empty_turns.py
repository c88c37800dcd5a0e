"""Turns of phrase that say nothing of what is asked, in both languages."""

from __future__ import annotations

__all__ = ["DROPPED"]

DROPPED = """
the burden of
the issue of
the question of
the problem of
the matter of
the topic of
the subject of
the process of
among respondents
among the respondents
among participants
among the participants
so far
i wonder whether
i wonder if
i was wondering whether
i was wondering if
i am wondering whether
i am wondering if
whether you could kindly let me know
you could kindly let me know
could you kindly let me know
could you let me know
can you let me know
kindly let me know
could you kindly tell me
would you be able to tell me
would you kindly tell me
would you mind telling me
would it be possible to know
is it possible to know
it would be helpful to know
it would be good to know
i would be grateful to know
i would be grateful if you could tell me
many thanks
with thanks
kind regards
best wishes
good afternoon
good evening
in one line
yn yr adroddiad
sydd yn yr adroddiad
yn ol yr adroddiad
yn yr astudiaeth
yn yr ymchwil
sydd yna
yno
yma
name a few
name some
name me some
give me some
give me a few
list some
a few
in a line
in a word
just tell me
quite simply
financially
in money terms
on the whole
all things considered
for this work
in this work
for this project
in this project
on this project
in this study
in this research
for this research
in this context
for example
for instance
after all
in the end
at the end of the day
when it comes down to it
i guess
i suppose
i think
i wonder
do you think
would you say
roughly
approximately
exactly
precisely
ultimately
essentially
currently
can you tell me
could you tell me
please tell me
tell me please
can you please tell me
can you show me
could you show me
can you explain
could you explain
can you give me
could you give me
can you list
could you list
please list
do you know
do we know
i would like to know
i want to know
i would like to see
i want to see
i need to know
i would love to know
i was wondering
i am wondering
wondering if
wondering whether
just wondering
i am interested in
i am curious about
i am trying to understand
i am trying to find out
help me understand
let me know
remind me
quick question
to me
like i am five
like i am 5
for beginners
in layman terms
dwi eisiau gwybod mwy am
dw i eisiau gwybod mwy am
dwi eisiau gwybod am
dywedwch wrthyf am
any idea
any ideas on
what can you tell me about
what do you know about
does the report say
does the report mention
does the report tell us
does the report explain
according to the report
according to the research
according to the study
according to the participants
according to this
in the report
in this report
in the study
from the report
in your view
in your opinion
in simple terms
in simple words
in plain english
in plain language
in a few words
in a sentence
in one sentence
in short
in brief
briefly
simply put
in other words
in general
in practice
in reality
in all this
under this
in this
in here
round here
around here
in all of this
in this area
at the moment
right now
these days
as far as you know
if any
if anything
if you can
thank you
thanks
cheers
please
pls
plz
ok
okay
well
so
hi
hello
hiya
hey
hi there
dear all
good morning
and also
also
actually
basically
honestly
really
a bit
kind of
sort of
is it true that
is it the case that
is it right that
am i right that
do people say that
is there any evidence that
is there evidence that
what is the evidence that
where is the evidence that
hoffwn i wybod
hoffwn wybod
allwch chi ddweud wrthyf
os gwelwch yn dda
diolch
"""
"""Turns that say nothing of what is asked. Those that stand for a question are rewritten below."""
