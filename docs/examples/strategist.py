"""A strategist: what would help the goals most, how sure is that, and what would a push raise or lower?"""

from trosol import Ecosystem

wales = Ecosystem.load("wales-social-care-2022")

found = wales.leverage()
for table in found.kinds:
    print(f"{table.label}: {table.tiers_sentence}")
print(found.to_frame()[["kind", "tier", "score", "low", "high"]].head(8))  # in a notebook, `found` alone shows a table

first = found.kinds[0].first[0]
print(f"\n{first.sentence}\nIt rests on {len(first.claims)} claims, for example: {wales.claims.loc[first.claims[0]].to_dict()}")

pushed = wales.scenario({first.id: 1.0})
print(f"\n{pushed.sentence}")

gates = wales.gatekeepers()
print(f"\n{gates.tiers_sentence}")
for card in gates.cards[:3]:
    print(f"- {card.sentence}")

influence = wales.network("influence")  # a plain networkx graph whose edges keep their claims
print(f"\n{influence.number_of_nodes()} things, {influence.number_of_edges()} links")
