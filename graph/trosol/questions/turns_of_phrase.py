"""Turns of phrase by which people ask, in both languages: those that say nothing, and those that stand for plainer words."""

from __future__ import annotations

__all__ = ["DROPPED", "PLAIN"]

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

PLAIN = """
bottom line on = what about
main points on = what about
key points on = what about
main points about = what about
in a nutshell on = what about
check up on = check
checks up on = checks
keep an eye on = oversee
keeps an eye on = oversees
pwy ysgrifennodd yr adroddiad = who wrote the report
be enough on its own = help
be enough by itself = help
be enough alone = help
be enough = help
do the trick = help
be a force for good = help
do any good = help
do much good = help
ignore = not listen to
ignores = not listen to
overlook = not listen to
overlooks = not listen to
refuse to listen to = not listen to
refuses to listen to = not listen to
why did they use = what is the point of
why did they choose = what is the point of
why do they use = what is the point of
why did you use = what is the point of
why use = what is the point of
why have = what is the point of
why will not = why do not
why can not = why do not
why would not = why do not
why could not = why do not
why bother with = what is the point of
why bother about = what is the point of
why care about = what is the point of
why should we care about = what is the point of
why should anyone care about = what is the point of
why should i care about = what is the point of
why does it matter that = what does it lead to
why does it matter if = what does it lead to
why does it matter whether = what does it lead to
what is the use of = what is the point of
what is in it for = what are the benefits for
on the front line of = in
what is meant by = what is
what do they mean by = what is
what do you mean by = what is
what does the report mean by = what is
what does it mean by = what is
what do people mean by = what is
what is your definition of = what is
give me a definition of = what is
define the term = define
explain the idea of = what is
explain the concept of = what is
explain the notion of = what is
turnout at = how many people took part in
turnout for = how many people took part in
turnout of = how many people took part in
turnout = how many people took part
attendance at = how many people took part in
attendance = how many people took part
headcount of = how many people took part in
sample size = how many people took part
size of the sample = how many people took part
size of sample = how many people took part
how big was the sample = how many people took part
how big is the sample = how many people took part
how large was the sample = how many people took part
how large is the sample = how many people took part
good about the current system = assets
good about the present system = assets
good about the system = assets
working well = assets
works well = assets
working well at the moment = assets
already working = assets
already works = assets
going well = assets
goes well = assets
going right = assets
get rid of = remove
got rid of = removed
gets rid of = removes
getting rid of = removing
do away with = remove
did away with = removed
not addressed = unaddressed
not tackled = unaddressed
not dealt with = unaddressed
not fixed = unaddressed
not solved = unaddressed
not resolved = unaddressed
left unaddressed = unaddressed
left as they are = unaddressed
left as it is = unaddressed
if we ignore = if unaddressed
nothing is done about = unaddressed
nothing changes about = unaddressed
we do nothing about = unaddressed
nobody does anything about = unaddressed
whose fault is it = who is in the way
who is to blame = who is in the way
who can change things = who has the power
who can change anything = who has the power
who can change this = who has the power
who is able to change things = who has the power
who has the ability to change things = who has the power
who could change things = who has the power
who has influence = who has the power
who really decides = who has the power
who makes the decisions = who has the power
who makes decisions = who has the power
who is in charge = who has the power
on monday morning = first
on monday = first
tomorrow morning = first
first thing tomorrow = first
as a first step = first
straight away = first
immediately = first
right away = first
to begin with = first
to start with = first
how come = why
what for = why
for what reason = why
for which reasons = why
what is the reason = why
what is the reason for = what causes
what are the reasons for = what causes
what are the causes of = what causes
reasons for = what causes
causes of = what causes
cause of = what causes
reason for = what causes
grouped by = per
group by = per
sorted by = per
ordered by = per
listed by = per
split by = per
broken down by = per
breakdown by = per
organised by = per
arranged by = per
divided by = per
for each = per
for every = per
per each = per
quick overview = overview
quick summary = summary
short summary = summary
give examples of = what about
give me examples of = what about
examples of = what about
an example of = what about
tell me more about = what about
know more about = know about
more information on = what about
more information about = what about
more detail on = what about
more details on = what about
find out more about = what about
what is the deal with = what about
what is up with = what about
what is the story with = what about
is in the way of = stops
are in the way of = stop
be in the way of = stop
how representative is = what limitations has
how representative are = what limitations has
is the sample representative = what are the limitations
each other = one another
got in the way of = stopped
get in the way of = stop
gets in the way of = stops
getting in the way of = stopping
stand in the way of = stop
stands in the way of = stops
standing in the way of = stopping
keep from = stop
make it hard to = stop
makes it hard to = stops
make it difficult to = stop
makes it difficult to = stops
makes it hard for = stops
makes it difficult for = stops
lend a hand to = help
give a hand to = help
make a difference to = influence
makes a difference to = influences
have an impact on = influence
has an impact on = influences
have an effect on = influence
has an effect on = influences
has an influence on = influences
have an influence on = influence
have a bearing on = influence
play a role in = influence
plays a role in = influences
play a part in = influence
plays a part in = influences
has to do with = is linked to
have to do with = are linked to
have got = have
has got = has
what sort of = which
what kind of = which
what kinds of = which
what sorts of = which
what type of = which
which kind of = which
which kinds of = which
which sort of = which
which type of = which
who all = who
who else = who
what else = what
where else = where
whereabouts = where
how is it that = why
why is it that = why
what is it that = what
who is it that = who
why on earth = why
what on earth = what
what exactly = what
who exactly = who
a list of = list
what needs to change = which changes are suggested
what has to change = which changes are suggested
what must change = which changes are suggested
what should change = which changes are suggested
what ought to change = which changes are suggested
what would you change = which changes are suggested
what needs changing = which changes are suggested
can we build on = assets
we can build on = assets
could we build on = assets
we could build on = assets
to build on = assets
list of all = list
list all of = list
list all = list
"""
"""What a turn stands for. A longer turn goes before a shorter one."""
