"""Closed classes of English words.

Belongs here: function words that no analyst would change. Does not: vocabulary (`seeds/reference`), reading.
"""

# Those in STOPS end a noun phrase.
AUXILIARIES = frozenset(
    (
        "was were is are am be been being has have had do does did get gets got getting will would could may might "
        "can should must shall wasnt werent"
    ).split()
)
HAVE = frozenset(("has", "have", "had"))
COPULAS = frozenset("is are was were be been being".split())
# Those that open a clause in which what stands before them is the subject.
SUBJECT_RELATIVES = frozenset(("which", "who", "that"))
PREPOSITIONS = frozenset(
    (
        "in on at by from to with for of after before during since near between among amid into onto over under "
        "against through across around outside inside within without along following including despite until till via "
        "per towards toward about as than like behind beyond throughout upon aboard"
    ).split()
)
CONJUNCTIONS = frozenset(
    (
        "and or but while when where what as because although though if that which who whom whose so nor yet whereas"
    ).split()
)
PRONOUNS = frozenset(("he she it they them we us i you him her his its their this these those there here").split())
DETERMINERS = frozenset(("the a an this that these those his her its their our all both each").split())
STOPS = AUXILIARIES | PREPOSITIONS | CONJUNCTIONS | (PRONOUNS - {"his", "her", "its", "their"})
INDEFINITE = frozenset(("a", "an", "another"))
ARTICLES = frozenset(("a", "an", "the"))
PARTITIVE_PRONOUNS = frozenset(("them those whom which us these").split())
# How hurt somebody is.
BADLY = frozenset("seriously critically severely badly gravely dangerously slightly lightly mildly".split())
# The mark of an owner, with its "s" or behind one: "the army's", "the rebels'".
OWNING = frozenset(("'s", "’s", "'", "’"))
# Whose something is, of a body or of several: "its jets", "two of their staff".
ITS = frozenset(("its", "their"))
FATALLY = frozenset(("fatally", "mortally"))
ADVERBS = frozenset(
    (
        "also reportedly already now still then later just only not so far since today yesterday meanwhile at least "
        "either both together alone mostly mainly allegedly instantly immediately initially recently newly forcibly "
        "internally all overnight again even thus either apparently said confirmed more"
    ).split()
)
# Words before a name, with a full stop or without.
TITLES = frozenset(
    "dr mr mrs ms prof gen lt col maj capt sgt brig cmdr adm rev fr insp supt cpl cdr rear general colonel"
    " major captain lieutenant brigadier sergeant corporal inspector superintendent admiral commodore"
    " professor sheikh".split()
)
# "A farmer named Ali Khan".
IDENTIFIED = frozenset(("identified", "named", "known", "called", "nicknamed"))
