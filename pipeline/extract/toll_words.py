"""How English tells a running total: what it is called, and the verbs by which it changes, stands and is raised.

Belongs here: those words, each in every form, for every rule that reads totals. Does not: words of harm
(`seeds/reference/measure_terms.csv`), the readings.
"""

# "The toll", "a first count", "the figure": what a number of people is called.
COUNTS = frozenset(
    "toll tolls tally tallies count counts number numbers figure figures total totals estimate estimates".split()
)
# "The toll rose to 40": it changes by itself. Of those that need "up" or "down", "went up to", only the verb.
ROSE = frozenset(
    (
        "rise rises rose risen rising climb climbs climbed climbing increase increases increased increasing "
        "jump jumps jumped jumping grow grows grew grown growing swell swells swelled swollen swelling "
        "soar soars soared soaring surge surges surged surging mount mounts mounted mounting leapt spiked "
        "doubled tripled trebled quadrupled went gone goes crept edged shot inched"
    ).split()
)
FELL = frozenset(
    "fall falls fell fallen falling drop drops dropped declined decreased dipped shrank shrunk halved".split()
)
# "The toll reached 40", "has passed 40".
REACHED = frozenset(
    (
        "reach reaches reached reaching hit hits hitting pass passes passed passing exceed exceeds exceeded exceeding "
        "top tops topped topping surpass surpasses surpassed surpassing cross crosses crossed crossing"
    ).split()
)
# "The toll stands at 40".
STANDS = frozenset("stand stands stood standing".split())
# "Bringing the toll to 40": somebody or something raises it.
RAISES = frozenset(
    (
        "bring brings brought bringing take takes took taken taking raise raises raised raising "
        "push pushes pushed pushing lift lifts lifted lifting swell swells swelled swelling drove drives driving"
    ).split()
)
# "Was revised to 40": those who count have changed it.
REVISED = frozenset("revised updated corrected raised lowered adjusted amended reduced cut lifted upped".split())
CHANGED = ROSE | REVISED
# "The toll", "the number of dead": of whom a total is one.
DEATH_TOLLS = COUNTS | {"dead", "death", "deaths"}
