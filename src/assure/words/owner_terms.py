"""Word lists by which an owner cell is told apart: posts, groups, bodies, fields of work.

Only the head word of a phrase counts ("Head" in "Head of Planning Team", "Team" in
"Planning Team"), so that a post keeps its name however long it is.
"""

from __future__ import annotations


def _terms(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# What one person can be. Singular only: "Housing Officers" is nobody in particular.
ROLES = _terms(
    """
    manager officer director head lead leader coordinator co-ordinator executive chief clerk
    commander inspector superintendent constable sergeant principal headteacher teacher chair
    chairman chairwoman chairperson convenor convener secretary treasurer solicitor adviser
    advisor assistant administrator planner engineer surveyor accountant analyst consultant
    specialist supervisor warden ranger nurse doctor registrar librarian curator champion worker
    representative rep sponsor facilitator architect auditor trainer tutor caretaker editor
    controller strategist scientist technician practitioner midwife psychologist therapist deputy
    dean provost governor president bursar ombudsman buyer apprentice trainee inspector
    ceo cfo coo cio dpo sro visitor matron chaplain agent organiser liaison owner partner groundsman
    groundskeeper handyman foreman keeper bailiff gardener commissioner
    mgr mngr coord co-ord asst exec dir hd supt insp sgt
    cex dph dass dcs
    """
)
# The same, as the plural a plan writes when it means no one of them.
ROLE_PLURALS = frozenset(
    {f"{role}s" for role in ROLES} | {"heads", "chiefs", "secretaries", "deputies", "staff"}
)
ELECTED = frozenset(
    {
        "cllr",
        "cllrs",
        "councillor",
        "councillors",
        "portfolio holder",
        "cabinet member",
        "executive member",
        "lead member",
        "elected member",
        "member champion",
        "leader of the council",
        "council leader",
        "leader of council",
        "deputy leader",
        "mayor",
        "deputy mayor",
        "police and crime commissioner",
        "pcc",
    }
)
# Groups: nobody in them answers alone.
GROUPS = _terms(
    """
    team teams group groups board boards committee committees forum forums panel panels
    partnership partnerships network networks party taskforce force sub-group subgroup consortium
    all everyone everybody various partners agencies members officers directorate directorates
    department departments service services division divisions unit units section sections
    cabinet executive smt cmt slt clt dmt emt lmt management leadership workstream workstreams
    cluster hub alliance assembly commission directors managers heads colleagues stakeholders
    both relevant lsp csp volunteers residents tenants users parents pupils members councillors
    cllrs landlords businesses traders retailers parishioners employees providers organisations
    sector
    """
)
# Bodies with a door of their own.
BODIES = _terms(
    """
    council councils police nhs trust college university ltd limited plc llp association
    jobcentre dwp constabulary church cic foundation agency authority cvs cab ccg icb pct lep
    probation school schools academy hospital chamber society charity hmrc ofsted company
    contractor contractors bank union institute housing-association homes mencap mind rspca
    bureau advice federation cooperative co-operative surgery hospice diocese
    voluntary uk healthwatch citizens england interface
    """
)
# Services and boards that are bodies by themselves, whatever their last word says elsewhere.
STANDING_BODIES = (
    r"nhs|health board|health (?:and social care )?trust|integration joint board|"
    r"fire (?:and|&) rescue (?:service|authority)|ambulance service|probation service|"
    r"prison service|police (?:service|force)|housing executive|education authority"
)
# "Police Scotland", "Sport England", "Tourism NI": bodies named after the country they serve.
COUNTRIES = _terms("scotland wales cymru england ireland britain ni")
# Bodies that are often the whole cell, so that "Council and College" is two of them.
LONE_BODIES = _terms(
    """
    council police nhs college university constabulary dwp jobcentre probation cab cvs ccg icb
    school schools church chamber hospital
    """
)
# Posts that some councils write before their field without "of": "Manager Waste Services".
# Words that give a rank and no field: of such a post the brackets say which one is meant.
RANKS = ROLES | _terms(
    "strategic corporate service services group senior interim acting divisional area regional of"
)
# What a council is called for short after its name: "Low Marsh PC", "Anytown BC".
COUNCILS = frozenset({"PC", "TC", "BC", "CC", "DC", "MBC", "MDC"})
# Ranks of the police that stand before the field: "DI Public Protection".
POLICE_RANKS = frozenset({"DI", "DCI", "DS", "CI", "DSupt", "DCS", "ACC", "Supt", "Insp", "Sgt"})
LEADING_ROLES = _terms("manager director coordinator co-ordinator superintendent supervisor dir")
# Assistant, deputy and executive directors and general managers, before their field: "AD Homes".
# By themselves they may as well be somebody's initials.
SHORT_RANKS = frozenset({"AD", "DD", "ED", "GM"})
# Given names that end as plurals do; any other word with that ending is taken for things.
NAMES_IN_S = _terms(
    "james chris charles ross lewis jess nicholas thomas louis iris alexis francis agnes frances"
)
# Fields of work that departments are named after: such a phrase is a service, not a person.
WORK = _terms(
    """
    adult adults arts asset assets benefits bereavement building business care children
    childrens commercial commissioning communications community communities corporate countryside
    crime culture cultural customer customers data democratic development digital disability early
    economic economy education elections emergency employment energy engagement enterprise
    environment environmental equality equalities estates events facilities family families finance
    financial fire fleet food governance growth health heritage highways home homelessness hr
    human ict inclusion information infrastructure insight insurance it justice law learning legal
    leisure libraries library licensing lifelong maintenance market marketing museums music
    neighbourhood neighbourhoods operations organisational organizational parking parks people
    performance place planning play policy prevention procurement projects property protection
    public quality recreation recycling regeneration regulatory rescue research resources
    revenues risk roads safeguarding safer safety schools skills social sport sports standards
    strategic strategy streets support sustainability sustainable technology tourism town trading
    training transformation transport travel treasury urban waste water welfare wellbeing
    work works young youth audit city county district borough parish local area partnership older
    violence victims climate air traffic street scene grounds admin administration
    """
)
PLACEHOLDERS = (
    "tbc",
    "tba",
    "tbd",
    "t.b.c",
    "t.b.a",
    "?",
    "vacant",
    "vacancy",
    "vacant post",
    "unassigned",
    "unallocated",
    "not assigned",
    "not yet assigned",
    "not yet known",
    "unknown",
    "new post",
    "to follow",
)
