"""A researcher: what the evidence holds, where it is thin, and a query of one's own."""

from trosol import Ecosystem

wales = Ecosystem.load("wales-social-care-2022")

claims = wales.claims
print(claims.groupby(["mode", "confidence"]).size().to_string(), "\n")

card = wales.describe("commissioners")
print(f"{card.label}: {card.stated} claims stated, {card.inferred} inferred")
for one in card.statements[:3]:
    print(f"- {one.sentence} [{one.claim}; {one.mode}; {one.evidence[0].place}]")

answer = wales.query("""
    SELECT ?predicate (COUNT(*) AS ?claims) WHERE { ?claim a tro:Claim ; tro:claimPredicate ?predicate }
    GROUP BY ?predicate ORDER BY DESC(?claims) LIMIT 5
""")
for predicate, number in answer.rows:
    print(f"{number.value:>5}  {predicate.value.rpartition('/')[2]}")

print()
for ask in wales.next_evidence().asks[:3]:
    print(f"- {ask.question}")
