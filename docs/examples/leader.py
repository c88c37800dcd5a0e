"""A leader: a question in plain words, its answer with what it rests on, and silence told from a no."""

from trosol import Ecosystem

wales = Ecosystem.load("wales-social-care-2022")

for question in ("which actions address risk?", "which vision mentions technology?", "what do innovators say stops them?"):
    asked = wales.ask(question)
    reply = asked.reply
    print(f"{question}\n  understood as: {reply.understood_as if reply else 'not understood'}")
    for row in reply.rows[:4] if reply else ():
        print(f"  - {row.label} ({len(row.claims)} claims: {', '.join(row.claims[:3])} …)")
    print(f"  {asked.sentence}\n")

for stable in wales.report(draws=100).strongest:
    print(f"- {stable.sentence}")
