"""Ordinary English words: right as they are, and never taken for another one misspelt."""

from __future__ import annotations

__all__ = ["ENGLISH"]

_ENGLISH = """
able above accept access according account across act active actual add address adult advice affect afford afraid after again age
agree ahead aim allow almost alone along already although always amount annoy annual another answer anybody anyone anything anyway apart
apply approach argue arise around arrive aside asked asking aware away back bad balance bank base basic bear beat become before behalf
behind being believe belong below beside better beyond big bill bit blame board body book both bottom brief bright broad broken brought
build built burn business busy call came care career careful carry case catch cause central certain chance change chase cheap check chief
child children choice choose clear close coach code cold collect come comfort common community compare complain complete concern
condition confirm connect consider contact contain content continue control copy cost could council count country course cover create
cross current customer cycle daily damage danger dark data date daughter deal decide deep deliver demand depend describe desk detail
develop different difficult direct doing door double doubt down draw dream drive drop during each early earn ease easier easily easy
effort either elderly else email emerge employ empty end energy engage enjoy enough enter entire equal even evening event ever every
everybody everything exact example except exist expect expensive experience expert explain extra face facing fact fail fair faith fall
false family far fast father favour fear feature feedback feel feeling fees fell felt few field fight figure file fill filled final
finance find fine finish firm first fit five fix flat floor focus folk follow food force form formal forms forward found four free
fresh friend front full fully fund funding further future gain game gave general gets getting give given giving glad goal goes going
gone good great green ground group grow growth guess guide half hand handle hands happen happens happy hard hardly harm hate have head
health hear heard heart heavy held help helpful helps hence here hidden high hire hold hole home hope hospital hour house however huge
human hundred idea ideal ignore ill imagine impact improve include increase indeed inside instead interest invest invite involve issue
item itself job join judge just keep kept key kids kill kind knew know known lack land language large last late later laugh law lay
lead learn least leave led left legal less lesson letter level lie life light like likely limit line link list listen little live
lives load local long longer look lose loss lost lot love low lower luck made mail main make making manage many mark market mass match
matter maybe mean means measure media meet member mention message method middle might mind mine minute miss missing mistake mix model
modern moment money month moral more morning most mother motion mouth move much music must name narrow nation nature near nearly
necessary need needs neither nervous never new news next nice night nobody noise none normal not note nothing notice now number nurse
object obvious odd offer office often old older once one only onto open opinion option order ordinary other others otherwise ought
our out outcome outside over own owner page pain paper parent part partly pass past path pay people perfect perhaps period person
personal phone pick picture piece place plain plan play please plenty plus point policy poor popular position possible post power
practical practice prefer prepare present press pressure pretty prevent price private probably problem process produce product
progress promise proper protect proud prove provide public pull purpose push put quality question quick quickly quiet quite raise
ran range rate rather reach react read reader ready real reality really reason receive recent record reduce refer reflect refuse
regard relate release rely remain remember remove rent repeat reply report request rest result retire return rich right rise risk
road role room rule run rural sad safe said sake same save say scale school scope score search second sector see seek seem seen sell
send sense sent separate serious serve service set settle seven several shall shape share she shift shop short should show shown side
sign silent simple simply since single sit site six size skill sleep slow small social society soft solve some somebody someone
something sometimes somewhere son soon sort sound source space speak special spend spent split spot spots spread staff stage stand
start state stay step stick still stop store story strange street stress strong struggle stuck student study stuff style subject
succeed success such sudden suffer suggest suit support sure surprise survey swamped system table take talk target task teach team tell
ten tend term terms test than thank their them then theory there therefore these they thing think third this those though thought
three through throw thus tie time tired today together told tomorrow tone too took tool top total touch tough toward town track trade
train training travel treat trend trial tried trouble true trust truth try trying turn twice two type under understand unfair unique
unit unless until upon urban urgent use used useful user usual usually value various very via view visit vital voice volunteer vote
wage wait walk want warm waste watch way weak wear week welcome well went were what when where whether which while white who whole why
wide will win winter wish with within without woman word words work worker working world worried worry worse worst worth would write
wrong year yes yesterday yet young younger
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
minister ministers secretary cabinet senedd parliament board boards officials official briefing director directors councillor
ultimate rough precise essential immediate initial eventual
"""
ENGLISH = frozenset(_ENGLISH.split())
"""Frequent words, and those in which people ask."""
