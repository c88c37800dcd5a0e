"""The screens to decide with: leverage, pathways, scenario, portfolio; and next evidence and compare."""

from __future__ import annotations

from screens import in_url, labels, open_screen, tables, text_of

START, GOAL = "action-embed", "innovation-in-social-care"


def test_leverage_shows_one_table_a_kind_and_hands_the_first_row_on() -> None:
    app = open_screen("priorities", kind="challenge-areas")
    shown = text_of(app)
    assert "If “Metrics” were eased" in shown and "A tier holds what cannot be told apart" in shown
    assert "Own share" in tables(app)
    next(button for button in app.button if button.key == "try~challenge-risk").click().run()
    assert app.title[0].value == "Scenarios"
    assert in_url(app, "push") == "challenge-risk~minus" and in_url(app, "entity") == "challenge-risk"


def test_leverage_says_what_is_behind_a_dot() -> None:
    app = open_screen("priorities", view="drives", entity=START)
    shown = text_of(app)
    assert "It acts on" in shown
    assert "Embed innovation into practice and contracts" in shown


def test_leverage_asks_the_three_questions() -> None:
    shown = text_of(open_screen("priorities", view="prompts"))
    for words in ("What is missing?", "What must be true?", "Where do we work?"):
        assert words in shown


def test_leverage_through_one_voice_says_that_it_is_thin() -> None:
    app = open_screen("priorities", voice="stakeholders")
    assert "Not enough evidence" in text_of(app)
    assert "only what Stakeholders said" in labels(app)


def test_pathways_show_steps_and_who_tells_the_whole() -> None:
    app = open_screen("pathways", **{"from": START, "to": GOAL})
    shown = text_of(app)
    assert "recorded in one section" in shown or "composite" in shown
    assert in_url(app, "focus") == START
    assert "Effect on the last" in tables(app)


def test_pathways_that_do_not_exist_are_a_question_and_no_no() -> None:
    shown = text_of(open_screen("pathways", **{"from": START, "to": "commissioners"}))
    assert "a question to ask, not a no" in shown


def test_every_question_to_the_map_is_answered() -> None:
    for question in ("reaches", "reached-by", "between", "shared", "around"):
        app = open_screen("pathways", **{"from": START, "to": GOAL, "question": question})
        assert in_url(app, "question") == question
        assert "Embed innovation into practice and contracts" in text_of(app)


def test_a_scenario_says_what_rises_how_sure_and_why() -> None:
    shown = text_of(app := open_screen("scenarios", push=f"{START}~plus"))
    assert "goals would be helped" in shown
    assert "Helped" in tables(app) and "Not stated" in tables(app)
    assert "No forecast" in shown


def test_what_if_commissioners_opened_the_gate() -> None:
    app = open_screen("scenarios", open="commissioners")
    boxes = {box.key: box for box in app.multiselect}
    assert boxes["opened"].value and all(gate.startswith("commissioners:") for gate in boxes["opened"].value)
    assert "goals would be helped" in text_of(app) and in_url(app, "open") == "commissioners"


def test_pathways_name_who_holds_the_gate_and_open_it() -> None:
    shown = text_of(open_screen("pathways", **{"from": "commissioners", "to": "opportunity-to-innovate"}))
    assert "hold this gate themselves" in shown
    opened = text_of(
        open_screen("pathways", **{"from": "commissioners", "to": "opportunity-to-innovate", "open": "commissioners"})
    )
    assert "raises" in opened


def test_the_matrix_is_a_table_too_and_reads_a_cell() -> None:
    app = open_screen("overview")
    assert "inferred (" in tables(app)
    cell = next(button for button in app.button if str(button.key).startswith("cell~"))
    cell.click().run()
    row, _sep, column = in_url(app, "cell").partition("~")
    assert cell.key == f"cell~{row}~{column}" and any(str(b.key).startswith("claims~cell") for b in app.button)
    other = open_screen("overview", rows="actors", columns="challenge-areas")
    assert in_url(other, "rows") == "actors" and not other.exception


def test_a_scenario_can_be_begun_again_and_begins_with_nothing() -> None:
    app = open_screen("scenarios", push=f"{START}~plus", push2="social-care-wales~minus")
    assert in_url(app, "kept") == "Second!social-care-wales~minus!!", "the second of an old address is kept by name"
    next(box for box in app.selectbox if box.key == "against").select("Second").run()
    assert "What differs" in tables(app)
    next(button for button in app.button if button.label == "Begin again").click().run()
    assert "Nothing is strengthened or opened yet" in text_of(app)
    assert not in_url(app, "push")


def test_what_is_pushed_up_cannot_be_pushed_down_as_well() -> None:
    app = open_screen("scenarios", push=f"{START}~plus.{START}~minus", remove=START)
    assert not app.exception
    boxes = {box.key: box for box in app.multiselect}
    assert boxes["up"].value == [START]
    assert boxes["down"].value == []
    assert boxes["gone"].value == []


def test_a_portfolio_of_chosen_challenges_says_what_stays_open() -> None:
    app = open_screen("priorities", view="sets", wanted="challenge-requirements.challenge-risk")
    shown = text_of(app)
    assert "What stays open" in shown
    assert in_url(app, "wanted") == "challenge-requirements.challenge-risk"


def test_a_portfolio_of_actors() -> None:
    app = open_screen("priorities", view="sets", of="actors", most="2")
    assert any(e.label.startswith("Best 2") for e in app.expander)


def test_next_evidence_gives_questions_to_ask() -> None:
    app = open_screen("evidence", view="next")
    assert any(label.endswith("?") for label in (e.label for e in app.expander))
    assert "not how likely it is" in text_of(app)


def test_compare_asks_for_a_file_where_there_is_nothing_to_compare_with() -> None:
    app = open_screen("compare", **{"with": "file"})
    assert "Nothing to compare with yet" in text_of(app)
    assert "See what to ask next" in labels(app)


def test_what_is_not_understood_gets_questions_that_have_an_answer() -> None:
    app = open_screen("ask", text="risk actions maybe somehow")
    assert "Understood as" in text_of(app) or "Perhaps you mean one of these" in text_of(app)
    app = open_screen("ask", text="zxqv blorp")
    assert "Understood as" not in text_of(app)


def test_the_question_box_offers_only_what_has_an_answer() -> None:
    app = open_screen("ask")
    [box] = [each for each in app.selectbox if each.label == "Your question"]
    assert {"Which actions address Risk?", "What are the visions?"} <= set(box.options) or len(box.options) > 500
    box.select("Which actions address Risk?").run()
    assert "Understood as" in text_of(app)
    assert in_url(app, "text") == "Which actions address Risk?"


def test_a_blank_says_where_the_source_is_silent() -> None:
    app = open_screen("ask", way="choose", question="who-pays-for")
    [box] = [each for each in app.selectbox if str(each.key).startswith("with-")]
    assert "silent" not in box.options[0]
    assert "silent" in box.options[-1]
