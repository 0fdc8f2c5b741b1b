"""Facts of an action: what it serves, and whether its words say when it is done."""

from __future__ import annotations

from assure.facts.build import FactBuilder
from assure.facts.define import flag, number, text
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.words import pointers, promises
from assure.words.fields_of_work import names_only_a_field

# Fields of an action; ``actions.ACTION`` takes them over.
AIMED = (
    number(
        "outcomes",
        "outcomes",
        "How many outcomes it serves",
        "Outcomes it names that exist; where the plan lists none, those it names.",
    ),
    flag("outcomes_asked", "The plan says which outcomes actions serve", "Any action names one."),
    flag(
        "vague",
        "Opens with an open-ended verb and has no finish test",
        "Opening verb from a list; no number, product, date or decision in action, milestones or "
        "measure.",
    ),
    text("vague_verb", "The open-ended verb it starts with", "From the list of such verbs."),
    flag(
        "opens_vaguely",
        "Opens with an open-ended verb that its own words do not mend",
        "Opening verb from a list; no number, product, date or decision in the action itself, and "
        "no figure in its milestones or measure.",
    ),
    flag(
        "names_only_a_field",
        "Names a field of work and nothing to do in it",
        "A short phrase without a verb or a product that ends with a field of work from a list, "
        "and no figure in its milestones or measure.",
    ),
)


def finish_words(action: Action) -> str:
    """Everything that could say when the action is done."""
    return "\n".join(filter(None, (action.title, action.milestones, action.measure)))


def put_aims(fact: FactBuilder, action: Action, plan: Plan) -> None:
    known = plan.outcomes_by_ref
    served = [ref for ref in action.outcomes if not known or ref in known]
    fact.put("outcomes", len(served), "outcomes", "title")
    fact.put("outcomes_asked", plan.says_what_actions_serve)
    verb = promises.opens_vaguely(action.title)
    fact.put("vague_verb", verb, "title")
    fact.put("vague", bool(verb) and not promises.has_finish_test(finish_words(action)), "title")
    counted = promises.has_figure(f"{action.milestones}\n{action.measure}")
    weak = bool(verb) and not counted and not promises.has_finish_test(action.title)
    fact.put("opens_vaguely", weak, "title")
    fact.put("names_only_a_field", not counted and names_only_a_field(action.title), "title")
    fact.put("points_elsewhere", pointers.points_elsewhere(action.title), "title")
