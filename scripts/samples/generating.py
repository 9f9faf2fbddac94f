"""The sample data: five invented domains, made by dice that fall alike each time."""

from __future__ import annotations

import csv
import random
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

from scripts.common.paths import ROOT

SEEDS = ROOT / "seeds"

# --------------------------------------------------------------------------------------
# Tables
# --------------------------------------------------------------------------------------


@dataclass
class Table:
    """A CSV file to be: its name, its header and its rows of text."""

    name: str
    columns: list[str]
    rows: list[list[str]]


def words(text: str) -> list[str]:
    """Split a word list."""
    return text.split()


def make_table(name: str, columns: str, rows: Iterable[Sequence[object]]) -> Table:
    """Build a table from space-separated column names and rows of any values."""
    return Table(name, columns.split(), [[str(cell) for cell in row] for row in rows])


def write_table(table: Table, folder: Path) -> Path:
    """Write one table as `sample_<domain>__<table>.csv` into its domain's folder."""
    path = folder / f"sample_{folder.name}__{table.name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows(table.rows)
    return path


# --------------------------------------------------------------------------------------
# Chance. Only +, -, * and / on floats: their results are the same on every machine,
# which is not promised of logarithms and powers.
# --------------------------------------------------------------------------------------


def chance(rng: random.Random, probability: float) -> bool:
    """Say yes with the given probability."""
    return rng.random() < probability


def between(rng: random.Random, low: float, high: float) -> float:
    """Draw a number evenly between two bounds."""
    return low + (high - low) * rng.random()


def zipf_weights(rng: random.Random, count: int, shift: int, unseen: int) -> list[int]:
    """Weigh things by 1 / (rank + shift) in random order; the `unseen` last get 0."""
    weights = [1_000_000 // (rank + shift) for rank in range(1, count - unseen + 1)]
    weights += [0] * unseen
    rng.shuffle(weights)
    return weights


def activity(rng: random.Random, least: int, most: int) -> int:
    """Draw how much a user does: few do a lot, some do nothing at all."""
    if chance(rng, 0.03):
        return 0
    return min(most, int(least / (1 - rng.random())))


def adult_age(rng: random.Random) -> int:
    """Draw an age from 18 to 69, the young being more frequent."""
    return 18 + int(52 * rng.random() * between(rng, 0.3, 1.0))


# --------------------------------------------------------------------------------------
# Taste
# --------------------------------------------------------------------------------------

GROUPS = 8


@dataclass(frozen=True)
class Facet:
    """A label per item, how many labels each group loves, and how much that counts."""

    labels: Sequence[object]
    loved: int
    boost: int


class Taste:
    """What each hidden group of users picks: popularity times love of some labels."""

    def __init__(
        self, rng: random.Random, weights: Sequence[int], facets: Sequence[Facet]
    ) -> None:
        self.loved = [deal_labels(rng, facet) for facet in facets]
        self._loved_items: list[set[int]] = []
        self._sums: list[list[int]] = []
        for group in range(GROUPS):
            group_weights = list(weights)
            loved_items = set()
            for facet, labels in zip(facets, self.loved, strict=True):
                for item, label in enumerate(facet.labels):
                    if label in labels[group]:
                        group_weights[item] *= facet.boost
                        loved_items.add(item)
            self._loved_items.append(loved_items)
            self._sums.append(list(accumulate(group_weights)))
        self._anyone = list(accumulate(weights))

    def fits(self, groups: tuple[int, int], item: int) -> bool:
        """Say whether an item is to the taste of a user of these two groups."""
        return any(item in self._loved_items[group] for group in groups)

    def draw(self, rng: random.Random, groups: tuple[int, int]) -> int:
        """Pick an item: mostly by the first group's taste, sometimes by anyone's."""
        roll = rng.random()
        if roll < 0.7:
            sums = self._sums[groups[0]]
        elif roll < 0.88:
            sums = self._sums[groups[1]]
        else:
            sums = self._anyone
        return bisect(sums, rng.randrange(sums[-1]))


def deal_labels(rng: random.Random, facet: Facet) -> list[set[object]]:
    """Deal a facet's labels out to the groups, in turn, like cards."""
    labels = sorted(set(facet.labels))
    rng.shuffle(labels)
    return [
        {labels[(group * facet.loved + n) % len(labels)] for n in range(facet.loved)}
        for group in range(GROUPS)
    ]


def hidden_clusters(rng: random.Random, count: int, clusters: int) -> list[int]:
    """Give each item a cluster that none of its columns tells: only behaviour does."""
    return [rng.randrange(clusters) for _ in range(count)]


def two_groups(rng: random.Random) -> tuple[int, int]:
    """Draw a user's main and second group."""
    return rng.randrange(GROUPS), rng.randrange(GROUPS)


# --------------------------------------------------------------------------------------
# Time
# --------------------------------------------------------------------------------------

START = datetime(2025, 4, 1)
END = datetime(2025, 7, 1)
DAYS = (END - START).days

WEEKDAY_WEIGHTS = (10, 10, 10, 11, 13, 17, 16)  # from Monday
HOUR_SUMS = list(
    accumulate(
        (3, 2, 1, 1, 1, 2, 4, 7, 8, 7, 7, 8, 10, 9, 8, 8, 9, 12, 16, 20, 23, 22, 15, 8)
    )
)


def evening_hour(rng: random.Random) -> int:
    """Draw an hour of the day: the evening is the busiest."""
    return bisect(HOUR_SUMS, rng.randrange(HOUR_SUMS[-1]))


def moment(
    rng: random.Random, first: datetime = START, growing: bool = False
) -> datetime:
    """Draw a moment from `first` (a midnight) to END; `growing`: later is likelier."""
    days = (END - first).days
    while True:
        day = rng.randrange(days)
        if growing:
            day = max(day, rng.randrange(days))
        at = first + timedelta(days=day)
        if rng.randrange(max(WEEKDAY_WEIGHTS)) < WEEKDAY_WEIGHTS[at.weekday()]:
            return at + timedelta(
                hours=evening_hour(rng), seconds=rng.randrange(60 * 60)
            )


def later(rng: random.Random, at: datetime, least: int, most: int) -> datetime:
    """Move a moment on by a random number of seconds."""
    return at + timedelta(seconds=rng.randint(least, most))


def stamp(rng: random.Random, at: datetime, separator: str = " ") -> str:
    """Write a moment of UTC, now and then with a fraction or a time zone."""
    text = at.isoformat(separator)
    roll = rng.random()
    if roll < 0.94:
        return text
    if roll < 0.96:
        return f"{text}.250"
    if roll < 0.98:
        return f"{text}Z"
    # The same instant, told by a clock two hours ahead.
    return f"{(at + timedelta(hours=2)).isoformat(separator)}+02:00"


# --------------------------------------------------------------------------------------
# Dirt
# --------------------------------------------------------------------------------------


def spelled(rng: random.Random, code: str, *synonyms: str) -> str:
    """Write a code, now and then in another case, with spaces or as a synonym."""
    if not chance(rng, 0.04):
        return code
    variants = (code.title(), code.upper(), f"{code} ", f" {code.title()}", *synonyms)
    return rng.choice(variants)


@dataclass(frozen=True)
class Fault:
    """A way to break a row: the column and what to put there, in turn."""

    column: str
    values: tuple[str, ...]


def missing(column: str) -> Fault:
    """An empty cell where there has to be an id."""
    return Fault(column, ("",))


def unknown(column: str, *values: str) -> Fault:
    """An id or a code that stands in no catalogue and no list."""
    return Fault(column, values)


def bad_date(column: str) -> Fault:
    """Something that is no date, or a date that no calendar has."""
    dates = ("not a date", "2025-13-45 10:00:00", "2025-02-30T08:15:00")
    return Fault(column, dates)


def bad_number(column: str) -> Fault:
    """Something that is no number."""
    return Fault(column, ("abc",))


def negative(column: str) -> Fault:
    """A number below zero where there cannot be one."""
    return Fault(column, ("-5", "-30", "-1"))


def broken_row(
    rng: random.Random, table: Table, clean: list[list[str]], fault: Fault, turn: int
) -> list[str]:
    """Copy a clean row and break it."""
    row = list(rng.choice(clean))
    row[table.columns.index(fault.column)] = fault.values[turn % len(fault.values)]
    return row


def scatter(rng: random.Random, table: Table, rows: list[list[str]]) -> None:
    """Insert rows at random places."""
    for row in rows:
        table.rows.insert(rng.randrange(len(table.rows) + 1), row)


def soil_events(rng: random.Random, table: Table, *faults: Fault) -> Table:
    """Add broken rows and exact duplicates, together 0.8 % of an event table."""
    clean = list(table.rows)
    each = max(3, len(clean) * 8 // (1000 * (len(faults) + 1)))
    dirty = [list(rng.choice(clean)) for _ in range(each)]
    for fault in faults:
        dirty += [broken_row(rng, table, clean, fault, turn) for turn in range(each)]
    scatter(rng, table, dirty)
    return table


def soil_catalogue(
    rng: random.Random,
    table: Table,
    *faults: Fault,
    each: int = 2,
    changed: Fault | None = None,
) -> Table:
    """Add broken rows and repeated keys to a table whose first column is its key.

    A broken row gets a key of its own, so that it takes no clean row's place. Keys
    are repeated by exact copies, and with `changed` also by rows that say something
    else.
    """
    clean = list(table.rows)
    prefix = clean[0][0].rstrip("0123456789")
    dirty = []
    for fault in faults:
        for turn in range(each):
            row = broken_row(rng, table, clean, fault, turn)
            if fault.column != table.columns[0]:
                row[0] = f"{prefix}{900_001 + len(dirty)}"
            dirty.append(row)
    dirty += [list(rng.choice(clean)) for _ in range(each)]
    if changed:
        dirty += [broken_row(rng, table, clean, changed, turn) for turn in range(each)]
    scatter(rng, table, dirty)
    return table


# --------------------------------------------------------------------------------------
# Dating
# --------------------------------------------------------------------------------------

FIRST_NAMES = {
    "female": words(
        "Amelia Beatrice Carmen Daphne Elena Freya Grace Hannah Imani Josephine Keira "
        "Leila Maya Nadia Olivia Priya Rosa Sofia Tamsin Uma Violet Wanda Yasmin Zoë"
    ),
    "male": words(
        "Adam Bruno Callum Dmitri Edward Felix Gareth Hugo Idris Jamal Kenji Liam "
        "Marcus Nikhil Oscar Pedro Quentin René Samuel Tomasz Umar Victor Wesley Yusuf"
    ),
    "other": words("Alex Blake Charlie Frankie Jules Kit Morgan Robin Sasha Taylor"),
}
LAST_NAMES = words(
    "Abbott Barlow Castellano Drummond Eriksen Fairweather Gallagher Hargreaves "
    "Ibrahim Jankowski Kapoor Lindqvist Moreau Nakamura Okafor Pemberton Quigley "
    "Rossi Sutherland Tremblay Underhill Vasquez Whitaker Yilmaz Zimmermann Ashworth "
    "Bellamy Crowther Delaney Ellison"
)
MAIL_HOSTS = ("example.com", "example.org", "example.net")
CITIES = ("London", "London", "Manchester", "Manchester", "Bristol", "Leeds")

# One list per hidden type of person.
HOBBIES = tuple(
    line.split(", ")
    for line in (
        "rock climbing, trail running, wild swimming, kayaking",
        "indie concerts, vinyl records, playing bass, open mic nights",
        "baking bread, farmers' markets, supper clubs, natural wine",
        "board games, science fiction, retro consoles, pub quizzes",
        "modern art, film photography, theatre, pottery",
        "salsa dancing, beach holidays, rooftop parties, karaoke",
        "yoga, meditation, gardening, long walks with my dog",
        "five-a-side football, cycling, boxing, early mornings at the gym",
    )
)
ABOUT_ME = (
    "Mostly into {0} and {1}.",
    "Ask me about {0}, I never stop talking about it.",
    "Weekends are for {0}, evenings for {1}.",
    "Looking for someone who shares my love of {0}.",
    "New in town, fond of {0}, good coffee and {1}.",
    "My friends say I am obsessed with {0}.",
)


@dataclass(frozen=True)
class Dater:
    """A person, with what the data does not tell: type, taste, charm and diligence."""

    user_id: str
    gender: str
    city: str
    age: int
    kind: int
    loves: tuple[int, int]
    seeks: tuple[str, ...]
    charm: int
    visits: int


def dating_seeks(rng: random.Random, gender: str) -> tuple[str, ...]:
    """Draw the genders that someone would like to meet."""
    opposite = {"female": "male", "male": "female"}.get(gender)
    roll = rng.random()
    if opposite is None or roll < 0.07:
        return ("female", "male", "other")
    return (gender,) if roll < 0.14 else (opposite,)


def dating_people(rng: random.Random, count: int) -> list[Dater]:
    """Invent the people."""
    charms = zipf_weights(rng, count, shift=15, unseen=count // 50)
    people = []
    for number, charm in enumerate(charms, start=1):
        gender = rng.choices(("female", "male", "other"), (49, 49, 2))[0]
        taste = rng.randrange(GROUPS)
        person = Dater(
            user_id=f"u{number}",
            gender=gender,
            city=rng.choice(CITIES),
            age=adult_age(rng),
            kind=rng.randrange(GROUPS),
            loves=(taste, (taste + 3) % GROUPS),
            seeks=dating_seeks(rng, gender),
            charm=charm,
            visits=activity(rng, least=10, most=120),
        )
        people.append(person)
    return people


def dating_about(rng: random.Random, person: Dater) -> str:
    """Write a sentence of self-description; mostly it betrays the hidden type."""
    if chance(rng, 0.08):
        return ""
    kind = person.kind if chance(rng, 0.75) else rng.randrange(GROUPS)
    return rng.choice(ABOUT_ME).format(*rng.sample(HOBBIES[kind], 2))


def dating_user_row(rng: random.Random, person: Dater) -> list[object]:
    """Write a person down; gender and city are sometimes left open."""
    first = rng.choice(FIRST_NAMES[person.gender])
    last = rng.choice(LAST_NAMES)
    local = f"{first}.{last}{person.user_id[1:]}".lower()
    local = local.replace("ë", "e").replace("é", "e")
    gender = spelled(rng, person.gender, person.gender[0].upper())
    return [
        person.user_id,
        first,
        last,
        "" if chance(rng, 0.01) else gender,
        person.age,
        "" if chance(rng, 0.01) else person.city,
        f"{local}@{rng.choice(MAIL_HOSTS)}",
        dating_about(rng, person),
    ]


def dating_likes(rng: random.Random, judge: Dater, other: Dater) -> bool:
    """Decide whether the one likes the other: gender first, then type."""
    if other.gender not in judge.seeks:
        return chance(rng, 0.02)
    return chance(rng, 0.75 if other.kind in judge.loves else 0.2)


class DatingPool:
    """The people by city and gender, to be met in proportion to their charm."""

    def __init__(self, people: list[Dater]) -> None:
        self._pools: dict[tuple[str, str], tuple[list[Dater], list[int]]] = {}
        for place in sorted({(person.city, person.gender) for person in people}):
            members = [one for one in people if (one.city, one.gender) == place]
            sums = list(accumulate(one.charm for one in members))
            self._pools[place] = (members, sums)

    def meet(self, rng: random.Random, person: Dater) -> Dater:
        """Show someone: mostly from the same city, mostly of a similar age."""
        while True:
            city = person.city if chance(rng, 0.8) else rng.choice(CITIES)
            members, sums = self._pools[(city, rng.choice(person.seeks))]
            other = members[bisect(sums, rng.randrange(sums[-1]))]
            near = abs(other.age - person.age) <= 10
            if other is not person and (near or chance(rng, 0.3)):
                return other


def dating_verdicts(
    rng: random.Random, people: list[Dater]
) -> dict[tuple[str, str], tuple[datetime, bool]]:
    """Let everyone judge whom they meet; who is liked often answers within days."""
    pool = DatingPool(people)
    verdicts: dict[tuple[str, str], tuple[datetime, bool]] = {}
    for person in people:
        for _ in range(person.visits):
            other = pool.meet(rng, person)
            if (person.user_id, other.user_id) in verdicts:
                continue
            at, likes = moment(rng), dating_likes(rng, person, other)
            verdicts[person.user_id, other.user_id] = (at, likes)
            answer = (other.user_id, person.user_id)
            if not likes or answer in verdicts or not other.visits:
                continue
            answered_at = later(rng, at, 60, 4 * 24 * 3600)
            if chance(rng, 0.4) and answered_at < END:
                verdicts[answer] = (answered_at, dating_likes(rng, other, person))
    return verdicts


def dating_interactions(rng: random.Random, people: list[Dater]) -> list[list[object]]:
    """Write the verdicts in order of time.

    A like that meets an earlier like in the other direction makes a match and is
    written as 2; the earlier like of the two stays a 1, as it was when it was given.
    """
    verdicts = dating_verdicts(rng, people)
    liked = set()
    rows = []
    for (user, other), (at, likes) in sorted(
        verdicts.items(), key=lambda verdict: (verdict[1][0], verdict[0])
    ):
        like_type = 0
        if likes:
            like_type = 2 if (other, user) in liked else 1
            liked.add((user, other))
        rows.append([user, other, stamp(rng, at), like_type])
    return rows


def dating(rng: random.Random) -> list[Table]:
    """Make users who like and dislike users."""
    people = dating_people(rng, 1200)
    users = make_table(
        "users",
        "user_id first_name last_name gender age city email about_me",
        [dating_user_row(rng, person) for person in people],
    )
    interactions = make_table(
        "interactions",
        "user_id liked_user_id timestamp like_type",
        dating_interactions(rng, people),
    )
    soil_catalogue(
        rng,
        users,
        missing("user_id"),
        bad_number("age"),
        negative("age"),
        changed=Fault("age", ("33", "47")),
    )
    soil_events(
        rng,
        interactions,
        missing("user_id"),
        missing("liked_user_id"),
        unknown("user_id", "u99001", "u99002"),
        unknown("liked_user_id", "u99003", "u99004"),
        bad_date("timestamp"),
        unknown("like_type", "9"),
        bad_number("like_type"),
    )
    return [users, interactions]


# --------------------------------------------------------------------------------------
# Grocery
# --------------------------------------------------------------------------------------

# Per department and aisle: kinds, then products; sold is "<kind> <product>".
SHELVES: dict[str, dict[str, tuple[str, str]]] = {
    "produce": {
        "fresh fruits": (
            "Organic, Ripe, Family Pack",
            "Bananas, Gala Apples, Conference Pears, Blueberries, Clementines",
        ),
        "fresh vegetables": (
            "Organic, Washed, Local",
            "Baby Spinach, Carrots, Broccoli, Sweet Potatoes, Courgettes",
        ),
        "herbs and salads": (
            "Fresh, Organic, Cut",
            "Basil, Coriander, Rocket, Romaine Lettuce, Flat Parsley",
        ),
        "packaged produce": (
            "Ready-to-Eat, Steamable, Snack Size",
            "Edamame, Sugar Snap Peas, Mango Chunks, Cherry Tomatoes, Celery Sticks",
        ),
    },
    "dairy and eggs": {
        "milk": (
            "Whole, Semi-Skimmed, Lactose-Free, Organic",
            "Milk, Goat Milk, Chocolate Milk",
        ),
        "yogurt": (
            "Greek, Low-Fat, Creamy",
            "Strawberry Yogurt, Plain Yogurt, Vanilla Yogurt, Peach Yogurt",
        ),
        "cheese": (
            "Mature, Mild, Sliced, Grated",
            "Cheddar, Gouda, Mozzarella, Emmental",
        ),
        "eggs": (
            "Free-Range, Organic, Barn",
            "Large Eggs, Medium Eggs, Quail Eggs, Mixed Size Eggs",
        ),
        "butter and cream": (
            "Fresh, Organic, Farmhouse",
            "Butter, Spreadable Butter, Whipping Cream, Crème Fraîche",
        ),
        "plant-based milk": (
            "Unsweetened, Barista, Vanilla",
            "Oat Drink, Almond Drink, Soy Drink, Coconut Drink",
        ),
    },
    "bakery": {
        "bread": (
            "Sliced, Stone-Baked, Seeded",
            "Sourdough, Rye Bread, Wholemeal Loaf, Spelt Loaf",
        ),
        "breakfast bakery": (
            "Butter, Wholegrain, Mini",
            "Croissants, Bagels, English Muffins, Pancakes",
        ),
        "cakes": (
            "Lemon, Chocolate, Carrot",
            "Loaf Cake, Cupcakes, Sponge Cake, Traybake",
        ),
    },
    "meat and fish": {
        "poultry": (
            "Free-Range, Marinated, Boneless",
            "Chicken Thighs, Chicken Breast, Turkey Steaks, Duck Legs",
        ),
        "beef and pork": (
            "Lean, Grass-Fed, Thick-Cut",
            "Minced Beef, Sirloin Steak, Pork Chops, Stewing Beef",
        ),
        "cold cuts": (
            "Smoked, Honey Roast, Wafer Thin",
            "Ham, Turkey Slices, Salami, Pastrami",
        ),
        "fish counter": (
            "Skinless, Wild, Smoked",
            "Salmon Fillets, Cod Loin, Trout Fillets, Mackerel",
        ),
    },
    "plant kitchen": {
        "tofu and tempeh": (
            "Firm, Smoked, Silken",
            "Tofu, Tempeh Slices, Tofu Cubes, Sesame Tofu",
        ),
        "meat alternatives": (
            "Plant-Based, Soy, Pea Protein",
            "Burgers, Sausages, Mince, Nuggets",
        ),
    },
    "pantry": {
        "pasta": (
            "Wholewheat, Bronze-Cut, Gluten-Free",
            "Spaghetti, Penne, Fusilli, Tagliatelle",
        ),
        "pasta sauces": (
            "Classic, Spicy, Organic",
            "Tomato Basil Sauce, Arrabbiata Sauce, Green Pesto, Bolognese Sauce",
        ),
        "rice and grains": (
            "Brown, Organic, Quick-Cook",
            "Basmati Rice, Quinoa, Couscous, Bulgur",
        ),
        "canned goods": (
            "No-Salt, Organic, Value",
            "Chickpeas, Black Beans, Chopped Tomatoes, Sweetcorn",
        ),
        "oils": (
            "Organic, Cold-Pressed, Premium",
            "Olive Oil, Rapeseed Oil, Sesame Oil, Walnut Oil",
        ),
        "spices": (
            "Ground, Organic, Value",
            "Cumin, Paprika, Black Pepper, Coriander Seed",
        ),
        "baking needs": (
            "Organic, Fine, Golden",
            "Plain Flour, Caster Sugar, Baking Cocoa, Almond Flour",
        ),
        "spreads": (
            "Crunchy, Smooth, No-Sugar",
            "Peanut Butter, Almond Butter, Hazelnut Spread, Cashew Butter",
        ),
    },
    "world food": {
        "east asian": (
            "Spicy, Classic, Organic",
            "Ramen Noodles, Soy Sauce, Kimchi, Rice Noodles",
        ),
        "mexican": (
            "Mild, Smoky, Organic",
            "Taco Shells, Chipotle Salsa, Refried Beans, Tortilla Kit",
        ),
        "indian": (
            "Mild, Hot, Homestyle",
            "Curry Paste, Naan Bread, Mango Chutney, Lentil Dal",
        ),
    },
    "breakfast": {
        "cereal": (
            "Honey, Multigrain, Crispy",
            "Oat Hoops, Corn Flakes, Wheat Biscuits, Rice Puffs",
        ),
        "granola and oats": (
            "Maple, Nutty, Organic",
            "Granola, Porridge Oats, Muesli, Overnight Oats",
        ),
    },
    "snacks": {
        "crisps": (
            "Sea Salt, Paprika, Cheese & Onion",
            "Potato Crisps, Tortilla Chips, Lentil Chips, Kettle Crisps",
        ),
        "chocolate": (
            "Dark, Milk, Salted Caramel",
            "Chocolate Bar, Truffles, Chocolate Buttons, Praline Box",
        ),
        "nuts and dried fruit": (
            "Roasted, Raw, Unsalted",
            "Cashews, Almonds, Pistachios, Trail Mix",
        ),
        "biscuits": (
            "Oaty, Chocolate, Ginger",
            "Digestives, Cookies, Shortbread, Crackers",
        ),
    },
    "drinks": {
        "water": (
            "Sparkling, Still, Lime",
            "Spring Water, Mineral Water, Flavoured Water",
        ),
        "juice": (
            "Cloudy, Pressed, No-Pulp",
            "Apple Juice, Orange Juice, Grape Juice, Tropical Juice",
        ),
        "coffee": (
            "Ground, Whole Bean, Decaf",
            "House Blend, Espresso Roast, Single Origin Coffee, Filter Coffee",
        ),
        "tea": (
            "Loose, Bagged, Organic",
            "Green Tea, Earl Grey, Peppermint Tea, Chai",
        ),
        "soft drinks": (
            "Zero, Classic, Cherry",
            "Cola, Lemonade, Ginger Beer, Tonic Water",
        ),
    },
    "frozen": {
        "frozen meals": (
            # As in the published files, in which a backslash stands before the quote.
            'Family, Veggie, 12\\"',
            "Lasagne, Margherita Pizza, Shepherd's Pie, Spinach Pizza",
        ),
        "frozen fruit and vegetables": (
            "Frozen, Garden, Value",
            "Peas, Leaf Spinach, Stir-Fry Vegetables, Berries",
        ),
        "ice cream": (
            "Vanilla, Chocolate Chip, Pistachio",
            "Ice Cream Tub, Ice Cream Cones, Gelato, Frozen Yogurt",
        ),
    },
    "household": {
        "cleaning": (
            "Lemon, Unscented, Eco",
            "Dish Soap, Surface Spray, Bathroom Cleaner, Floor Cleaner",
        ),
        "laundry and paper": (
            "Sensitive, Recycled, Bulk",
            "Laundry Liquid, Toilet Paper, Kitchen Rolls, Tissues",
        ),
    },
    "baby and pets": {
        "baby care": (
            "Sensitive, Gentle, Fragrance-Free",
            "Nappies, Baby Wipes, Baby Lotion, Bath Foam",
        ),
        "pet food": (
            "Grain-Free, Chicken, Senior",
            "Dry Cat Food, Wet Dog Food, Cat Treats, Dog Biscuits",
        ),
    },
}

PRODUCTS_PER_AISLE = 9
REORDER_PERIODS = (7, 7, 7, 10, 14, 14, 21, 30, 30)
WEEKLY_DOW = (0, 0, 0, 1, 1, 1, 2, 3, 4, 5, 6)  # 0 and 1 are the weekend


@dataclass(frozen=True)
class Shop:
    """The shelves: each product's name, aisle and department."""

    departments: list[str]
    aisles: list[str]
    products: list[tuple[str, int, int]]


@dataclass
class Staple:
    """A product that someone buys again and again, every so many days."""

    product: int
    period: int
    bought_on: int


@dataclass(frozen=True)
class Order:
    """One basket at its place in its user's history; the products are in cart order."""

    user: int
    number: int
    dow: int
    hour: int
    gap: int | None
    basket: tuple[int, ...]
    repeated: frozenset[int]
    is_train: bool


def grocery_shop(rng: random.Random) -> Shop:
    """Fill the shelves."""
    aisles, products = [], []
    for department_id, department in enumerate(SHELVES.values(), start=1):
        for aisle, (kinds, nouns) in department.items():
            aisles.append(aisle)
            names = [f"{a} {b}" for a in kinds.split(", ") for b in nouns.split(", ")]
            for name in rng.sample(names, min(PRODUCTS_PER_AISLE, len(names))):
                products.append((name, len(aisles), department_id))
    rng.shuffle(products)
    return Shop(list(SHELVES), aisles, products)


class Shopper:
    """A user with staples, a taste for the new, and a usual day and hour."""

    def __init__(self, rng: random.Random, taste: Taste, recipes: list[int]) -> None:
        self.rng, self.taste = rng, taste
        self.recipes = recipes
        self.groups = two_groups(rng)
        self.dow, self.hour = rng.choice(WEEKLY_DOW), evening_hour(rng)
        self.gap = rng.choice((5, 7, 7, 10, 14))
        self.extras = rng.randint(2, 7)
        favourites = {taste.draw(rng, self.groups) for _ in range(rng.randint(4, 9))}
        self.staples = [
            Staple(product, rng.choice(REORDER_PERIODS), -rng.randrange(30))
            for product in sorted(favourites)
        ]

    def next_day(self, today: int) -> int:
        """Choose the day of the next order, preferably the usual day of the week."""
        day = today + max(1, self.gap + self.rng.randint(-3, 3))
        if chance(self.rng, 0.5):
            day += (self.dow - day) % 7
        return min(day, today + 30)

    def basket(self, today: int) -> list[int]:
        """Fill a basket: what is due, then what tempts, then what goes with it."""
        rng, chosen = self.rng, []
        for staple in self.staples:
            is_due = today - staple.bought_on >= staple.period * 0.85
            if chance(rng, 0.7 if is_due else 0.05):
                staple.bought_on = today
                chosen.append(staple.product)
        rng.shuffle(chosen)
        wanted = max(2, min(15, len(chosen) + rng.randint(0, self.extras)))
        while len(set(chosen)) < wanted:
            product = self.taste.draw(rng, self.groups)
            # Out of the same recipe as the product put into the cart before.
            together = not chosen or self.recipes[product] == self.recipes[chosen[-1]]
            if together or chance(rng, 0.5):
                chosen.append(product)
        return list(dict.fromkeys(chosen))


def grocery_history(rng: random.Random, user: int, shopper: Shopper) -> list[Order]:
    """Let one user shop, order after order."""
    count = min(25, int(4 / (1 - rng.random())))
    has_train = chance(rng, 2 / 3)
    seen: set[int] = set()
    today = shopper.dow
    orders: list[Order] = []
    gap = None
    for number in range(1, count + 1):
        basket = tuple(shopper.basket(today))
        hour = evening_hour(rng) if chance(rng, 0.4) else shopper.hour
        repeated = frozenset(seen.intersection(basket))
        is_train = has_train and number == count
        orders.append(
            Order(user, number, today % 7, hour, gap, basket, repeated, is_train)
        )
        seen.update(basket)
        following = shopper.next_day(today)
        gap, today = following - today, following
    return orders


def grocery_order_rows(
    rng: random.Random, orders: dict[int, Order]
) -> list[list[object]]:
    """Write the orders, each user's history in a run."""
    return [
        [
            order_id,
            order.user,
            spelled(rng, "train" if order.is_train else "prior"),
            order.number,
            order.dow,
            order.hour,
            "" if order.gap is None else f"{order.gap}.0",
        ]
        for order_id, order in orders.items()
    ]


def grocery_line_rows(orders: dict[int, Order], is_train: bool) -> list[list[object]]:
    """Write the contents of the prior or of the train baskets."""
    return [
        [order_id, product + 1, place, int(product in order.repeated)]
        for order_id, order in sorted(orders.items(), key=lambda pair: pair[0])
        if order.is_train == is_train
        for place, product in enumerate(order.basket, start=1)
    ]


def grocery_orders(rng: random.Random, shop: Shop, users: int) -> dict[int, Order]:
    """Let everyone shop, and number the orders at random, as order systems seem to."""
    count = len(shop.products)
    weights = zipf_weights(rng, count, shift=40, unseen=count // 40)
    recipes = hidden_clusters(rng, count, clusters=16)
    facets = [
        Facet([product[1] for product in shop.products], loved=6, boost=6),
        Facet(recipes, loved=2, boost=10),
    ]
    taste = Taste(rng, weights, facets)
    history: list[Order] = []
    for user in range(1, users + 1):
        history += grocery_history(rng, user, Shopper(rng, taste, recipes))
    order_ids = list(range(1, len(history) + 1))
    rng.shuffle(order_ids)
    return dict(zip(order_ids, history, strict=True))


def grocery_shelf_tables(rng: random.Random, shop: Shop) -> list[Table]:
    """Write products, aisles and departments."""
    products = make_table(
        "products",
        "product_id product_name aisle_id department_id",
        [(number, *product) for number, product in enumerate(shop.products, start=1)],
    )
    aisles = make_table("aisles", "aisle_id aisle", enumerate(shop.aisles, start=1))
    departments = make_table(
        "departments", "department_id department", enumerate(shop.departments, start=1)
    )
    soil_catalogue(
        rng,
        products,
        missing("product_id"),
        unknown("aisle_id", "9999"),
        unknown("department_id", "9999"),
        bad_number("aisle_id"),
        changed=Fault("product_name", ("Discontinued Product",)),
    )
    soil_catalogue(rng, aisles, missing("aisle_id"), bad_number("aisle_id"), each=1)
    soil_catalogue(
        rng, departments, missing("department_id"), bad_number("department_id"), each=1
    )
    return [products, aisles, departments]


def grocery_line_table(
    rng: random.Random, name: str, rows: list[list[object]]
) -> Table:
    """Write and soil one of the two tables of basket contents."""
    table = make_table(name, "order_id product_id add_to_cart_order reordered", rows)
    return soil_events(
        rng,
        table,
        missing("order_id"),
        missing("product_id"),
        unknown("order_id", "990001", "990002"),
        unknown("product_id", "99001", "99002"),
        bad_number("add_to_cart_order"),
        negative("add_to_cart_order"),
        unknown("reordered", "7"),
    )


def grocery(rng: random.Random) -> list[Table]:
    """Make baskets of groceries under the names of the Instacart files."""
    shop = grocery_shop(rng)
    orders = grocery_orders(rng, shop, users=1200)
    order_table = make_table(
        "orders",
        "order_id user_id eval_set order_number order_dow order_hour_of_day "
        "days_since_prior_order",
        grocery_order_rows(rng, orders),
    )
    soil_catalogue(
        rng,
        order_table,
        missing("order_id"),
        missing("user_id"),
        unknown("eval_set", "foo"),
        bad_number("order_number"),
        bad_number("days_since_prior_order"),
        negative("days_since_prior_order"),
        each=10,
    )
    prior = grocery_line_rows(orders, is_train=False)
    train = grocery_line_rows(orders, is_train=True)
    return [
        order_table,
        grocery_line_table(rng, "order_products__prior", prior),
        grocery_line_table(rng, "order_products__train", train),
        *grocery_shelf_tables(rng, shop),
    ]


# --------------------------------------------------------------------------------------
# Streaming
# --------------------------------------------------------------------------------------

# Per genre: adjectives, then nouns.
TITLE_WORDS = {
    "drama": (
        words("Quiet Broken Distant Paper Unspoken Faithful"),
        words("Inheritance Daughter Promise Orchard Harbour Verdict"),
    ),
    "comedy": (
        words("Awkward Accidental Clumsy Overpaid Reluctant Jolly"),
        words("Landlord Wedding Neighbour Intern Holiday Uncle"),
    ),
    "thriller": (
        words("Silent Missing Hollow Borrowed Final Guarded"),
        words("Witness Signal Passenger Alibi Cellar Informant"),
    ),
    "romance": (
        words("Tender Stolen Midnight Impossible Secret Gentle"),
        words("Letter Bride Serenade Summer Dance Fiancé"),
    ),
    "family": (
        words("Brave Little Curious Muddy Merry Wobbly"),
        words("Lighthouse Puppy Treehouse Pirate Snowman Inventor"),
    ),
    "documentary": (
        words("Living Forgotten Frozen Hidden Deep Ancient"),
        words("Reef Railway Desert Migration Workshop Glacier"),
    ),
    "sci-fi": (
        words("Orbital Synthetic Infinite Parallel Lunar Crystal"),
        words("Colony Android Horizon Engine Archive Voyager"),
    ),
    "fantasy": (
        words("Enchanted Thorned Emerald Cursed Winged Eternal"),
        words("Crown Oracle Dragon Forest Blade Kingdom"),
    ),
    "crime": (
        words("Crooked Velvet Unsolved Bitter Rusty Second"),
        words("Heist Detective Ledger Smuggler Sentence Precinct"),
    ),
    "horror": (
        words("Whispering Crimson Buried Restless Pale Starving"),
        words("Attic Doll Chapel Mirror Marsh Visitor"),
    ),
}
TITLE_PATTERNS = {
    "movie": (
        "The {adjective} {noun}",
        "{adjective} {noun}",
        "The {noun} from {place}",
        "Farewell to the {noun}",
        "{noun} in {place}",
    ),
    "series": (
        "The {noun} of {place}",
        "{place}: The {adjective} {noun}",
        "House of the {adjective} {noun}",
        "{adjective} {noun} Chronicles",
    ),
    "tv": (
        "The {adjective} {noun} Show",
        "Tonight with the {noun}",
        "{place} {noun} Hour",
        "Good Evening, {adjective} {noun}",
    ),
    "microdrama": (
        "My {adjective} {noun}",
        "Three Minutes with the {noun}",
        "Don't Trust the {adjective} {noun}",
        "She Was the {adjective} {noun}",
    ),
}
PLACES = (
    "Valdoria",
    "Kestrel Bay",
    "Port Amara",
    "Lindenhof",
    "Miravale",
    "Ashbourne",
    "Tanjung",
)
REGIONS = words("Jakarta Jakarta Jakarta Bandung Surabaya Surabaya Medan Denpasar")
RUNNING_SECONDS = {
    "movie": (5100, 8400),
    "series": (2400, 3600),
    "tv": (1500, 2700),
    "microdrama": (90, 240),
}


@dataclass(frozen=True)
class Title:
    """Something to watch, with its length, which the data does not tell."""

    item_id: str
    title: str
    content_type: str
    genre: str
    seconds: int


def streaming_title(rng: random.Random, content_type: str, genre: str) -> str:
    """Put a title together."""
    adjectives, nouns = TITLE_WORDS[genre]
    return rng.choice(TITLE_PATTERNS[content_type]).format(
        adjective=rng.choice(adjectives),
        noun=rng.choice(nouns),
        place=rng.choice(PLACES),
    )


def streaming_catalogue(rng: random.Random, count: int) -> list[Title]:
    """Invent films, series, television shows and microdramas, no two alike."""
    titles: dict[str, Title] = {}
    genres = list(TITLE_WORDS)
    while len(titles) < count:
        content_type = rng.choices(list(TITLE_PATTERNS), (35, 30, 15, 20))[0]
        genre = rng.choice(genres)
        name = streaming_title(rng, content_type, genre)
        if name not in titles:
            seconds = rng.randint(*RUNNING_SECONDS[content_type])
            item_id = f"i{len(titles) + 1}"
            titles[name] = Title(item_id, name, content_type, genre, seconds)
    return list(titles.values())


def streaming_viewing(
    rng: random.Random, title: Title, fits: bool, at: datetime
) -> list[tuple[datetime, str, object]]:
    """Tell one sitting as (moment, event, seconds watched since the event before)."""
    share = between(rng, 0.55, 1.15) if fits else between(rng, 0.03, 0.7)
    watched = int(title.seconds * min(1.0, share))
    ended_at = at + timedelta(seconds=watched + 5)
    if share >= 1.0:
        first = int(watched * between(rng, 0.5, 0.9))
        events = [(at, "play", first), (ended_at, "complete", watched - first)]
    else:
        events = [(at, "play", watched)]
        if chance(rng, 0.3):
            events.append((ended_at, "pause" if share > 0.25 else "skip", ""))
    if chance(rng, 0.25 if fits else 0.02):
        events.append((later(rng, ended_at, 1, 60), "like", ""))
    if chance(rng, 0.10 if fits else 0.03):
        events.append((later(rng, at, 1, 60), "save", 0))
    return events


def streaming_again(rng: random.Random, title: Title, fits: bool) -> bool:
    """Decide whether to come back: for the next episode, or to a film once more."""
    if not fits:
        return False
    return chance(rng, 0.08 if title.content_type == "movie" else 0.4)


def streaming_events(
    rng: random.Random, user_id: str, titles: list[Title], taste: Taste
) -> list[tuple[datetime, str, str, str, str]]:
    """Let one user watch."""
    groups = two_groups(rng)
    events = []
    for _ in range(activity(rng, least=4, most=70)):
        item = taste.draw(rng, groups)
        title, fits, at = titles[item], taste.fits(groups, item), moment(rng)
        while at < END:
            for when, kind, seconds in streaming_viewing(rng, title, fits, at):
                if when < END:
                    events.append((when, user_id, title.item_id, kind, str(seconds)))
            if not streaming_again(rng, title, fits):
                break
            at = later(rng, at, 20 * 3600, 7 * 24 * 3600)
    return events


def streaming_event_rows(
    rng: random.Random, events: list[tuple[datetime, str, str, str, str]]
) -> list[list[object]]:
    """Write the events in order of time, none of them twice."""
    return [
        [user_id, item_id, spelled(rng, kind), seconds, stamp(rng, at, "T")]
        for at, user_id, item_id, kind, seconds in sorted(set(events))
    ]


def streaming_user_row(rng: random.Random, user_id: str) -> list[object]:
    """Invent a viewer."""
    code = rng.choices("FMO", (49, 49, 2))[0]
    word = {"F": "female", "M": "male", "O": "other"}[code]
    gender = spelled(rng, code, word, word.title(), f"{word} ")
    return [user_id, adult_age(rng) - 3, gender, rng.choice(REGIONS)]


def streaming_taste(rng: random.Random, titles: list[Title]) -> Taste:
    """Plant the tastes: genres, a format, and clusters that nothing else tells."""
    count = len(titles)
    facets = [
        Facet([title.genre for title in titles], loved=2, boost=6),
        Facet([title.content_type for title in titles], loved=1, boost=2),
        Facet(hidden_clusters(rng, count, clusters=12), loved=2, boost=12),
    ]
    return Taste(rng, zipf_weights(rng, count, shift=25, unseen=6), facets)


def streaming(rng: random.Random) -> list[Table]:
    """Make viewers of films, series, television shows and microdramas."""
    titles = streaming_catalogue(rng, 240)
    taste = streaming_taste(rng, titles)
    user_ids = [f"u{number}" for number in range(1, 1201)]
    events = []
    for user_id in user_ids:
        events += streaming_events(rng, user_id, titles, taste)
    users = make_table(
        "users",
        "user_id age gender region",
        [streaming_user_row(rng, user_id) for user_id in user_ids],
    )
    items = make_table(
        "items",
        "item_id title content_type genre",
        [
            [one.item_id, one.title, spelled(rng, one.content_type), one.genre]
            for one in titles
        ],
    )
    event_table = make_table(
        "events",
        "user_id item_id event_type watch_seconds timestamp",
        streaming_event_rows(rng, events),
    )
    soil_catalogue(
        rng,
        users,
        missing("user_id"),
        bad_number("age"),
        negative("age"),
        changed=Fault("region", ("Makassar",)),
    )
    soil_catalogue(
        rng, items, missing("item_id"), changed=Fault("title", ("Untitled Pilot",))
    )
    soil_events(
        rng,
        event_table,
        missing("user_id"),
        missing("item_id"),
        unknown("user_id", "u99001", "u99002"),
        unknown("item_id", "i99001", "i99002"),
        bad_date("timestamp"),
        bad_number("watch_seconds"),
        negative("watch_seconds"),
    )
    return [users, items, event_table]


# --------------------------------------------------------------------------------------
# Pings
# --------------------------------------------------------------------------------------

HASHTAGS = {
    "beauty": words("makeup skincare hairstyle nails glowup"),
    "comedy": words("standup prank sketch roommates officelife"),
    "dance": words("choreo salsa hiphop ballet duet"),
    "education": words("history mathtricks languages science studytips"),
    "fitness": words("homeworkout running yoga pushups mobility"),
    "food": words("streetfood baking ramen mealprep spicy"),
    "gaming": words("speedrun retro esports cozygames strategy"),
    "music": words("cover guitar remix piano singing"),
    "pets": words("puppies catlife parrot rescue aquarium"),
    "travel": words("backpacking hiddenbeach citybreak vanlife mountains"),
}
COUNTRIES = words("ID ID ID IN IN BR US DE MX PH")
FIRST_PING = datetime(2025, 1, 1)


@dataclass(frozen=True)
class Ping:
    """A short video; its length is known here even where the data leaves it open."""

    ping_id: str
    creator_id: str
    category: str
    seconds: int
    created_at: datetime


def pings_signup(rng: random.Random) -> datetime:
    """Draw a day of signing up: before the period, within it, or in its last week."""
    roll = rng.random()
    if roll < 0.7:
        return START - timedelta(days=rng.randint(1, 240))
    if roll < 0.94:
        return START + timedelta(days=rng.randrange(DAYS - 7))
    return END - timedelta(days=rng.randint(1, 7))


def pings_catalogue(
    rng: random.Random, count: int, signups: dict[str, datetime]
) -> list[Ping]:
    """Let some of the early users make videos, each mostly about one thing."""
    early = [user_id for user_id, day in signups.items() if day < FIRST_PING]
    creators = rng.sample(early, 120)
    weights = zipf_weights(rng, len(creators), shift=10, unseen=0)
    main_category = [rng.choice(list(HASHTAGS)) for _ in creators]
    pings = []
    for number in range(1, count + 1):
        creator = rng.choices(range(len(creators)), weights)[0]
        category = main_category[creator]
        if chance(rng, 0.2):
            category = rng.choice(list(HASHTAGS))
        created_at = moment(rng, FIRST_PING)
        seconds = rng.randint(8, 60)
        pings.append(
            Ping(f"p{number}", creators[creator], category, seconds, created_at)
        )
    return pings


def pings_row(rng: random.Random, ping: Ping) -> list[object]:
    """Write a video down."""
    return [
        ping.ping_id,
        ping.creator_id,
        rng.choice(HASHTAGS[ping.category]),
        spelled(rng, ping.category),
        "" if chance(rng, 0.05) else ping.seconds,
        stamp(rng, ping.created_at),
    ]


def pings_reaction(
    rng: random.Random, ping: Ping, fits: bool, at: datetime
) -> list[tuple[datetime, str, str]]:
    """Tell what follows when a video is shown, as (moment, event, seconds watched)."""
    events = [(at, "impression", "")]
    if not chance(rng, 0.75 if fits else 0.3):
        return events
    share = between(rng, 0.5, 1.5) if fits else between(rng, 0.03, 0.7)
    viewed_at = later(rng, at, 1, 20 if chance(rng, 0.8) else 900)
    events.append((viewed_at, "view", f"{ping.seconds * share:.1f}"))
    likelihoods = (
        ("like", 0.3, 0.03),
        ("comment", 0.08, 0.01),
        ("share", 0.06, 0.005),
        ("follow_creator", 0.05, 0.003),
        ("save", 0.03, 0.003),
    )
    for kind, when_fitting, otherwise in likelihoods:
        if chance(rng, when_fitting if fits else otherwise):
            events.append((later(rng, viewed_at, 2, 120), kind, ""))
    return events


def pings_shown(
    rng: random.Random,
    pings: list[Ping],
    taste: Taste,
    groups: tuple[int, int],
    at: datetime,
) -> int:
    """Choose a video that exists at that moment, one not too old if possible."""
    while True:
        item = taste.draw(rng, groups)
        age = at - pings[item].created_at
        if age > timedelta(0) and (age < timedelta(days=60) or chance(rng, 0.4)):
            return item


def pings_events(
    rng: random.Random,
    user_id: str,
    signed_up: datetime,
    pings: list[Ping],
    taste: Taste,
) -> list[tuple[datetime, str, str, str, str]]:
    """Let one user scroll, from signing up on."""
    groups = two_groups(rng)
    first = max(START, signed_up)
    visits = activity(rng, least=6, most=110)
    if first > START:
        visits = -(-visits * (END - first).days // DAYS)
    events = []
    for _ in range(visits):
        at = moment(rng, first)
        item = pings_shown(rng, pings, taste, groups, at)
        fits = taste.fits(groups, item)
        for when, kind, seconds in pings_reaction(rng, pings[item], fits, at):
            if when < END:
                events.append((when, user_id, pings[item].ping_id, kind, seconds))
    return events


def pings_taste(rng: random.Random, pings: list[Ping]) -> Taste:
    """Plant the tastes: categories, creators, and clusters that nothing else tells."""
    facets = [
        Facet([ping.category for ping in pings], loved=2, boost=6),
        Facet([ping.creator_id for ping in pings], loved=8, boost=4),
        Facet(hidden_clusters(rng, len(pings), clusters=16), loved=2, boost=10),
    ]
    return Taste(rng, zipf_weights(rng, len(pings), shift=40, unseen=12), facets)


def pings(rng: random.Random) -> list[Table]:
    """Make users of short videos."""
    signups = {f"u{number}": pings_signup(rng) for number in range(1, 1201)}
    catalogue = pings_catalogue(rng, 600, signups)
    taste = pings_taste(rng, catalogue)
    events = []
    for user_id, signed_up in signups.items():
        events += pings_events(rng, user_id, signed_up, catalogue, taste)
    users = make_table(
        "users",
        "user_id country signup_date age",
        [
            [user_id, rng.choice(COUNTRIES), signed_up.date(), adult_age(rng) - 4]
            for user_id, signed_up in signups.items()
        ],
    )
    ping_table = make_table(
        "pings",
        "ping_id creator_id main_hashtag category duration_sec created_at",
        [pings_row(rng, ping) for ping in catalogue],
    )
    interactions = make_table(
        "interactions",
        "user_id ping_id event_type watch_time_sec event_timestamp",
        [
            [user_id, ping_id, spelled(rng, kind), seconds, stamp(rng, at)]
            for at, user_id, ping_id, kind, seconds in sorted(set(events))
        ],
    )
    pings_soil(rng, users, ping_table, interactions)
    return [users, ping_table, interactions]


def pings_soil(
    rng: random.Random, users: Table, ping_table: Table, interactions: Table
) -> None:
    """Plant the dirt of the three tables."""
    soil_catalogue(
        rng,
        users,
        missing("user_id"),
        bad_date("signup_date"),
        bad_number("age"),
        negative("age"),
        changed=Fault("country", ("FR",)),
    )
    soil_catalogue(
        rng,
        ping_table,
        missing("ping_id"),
        unknown("creator_id", "u99001"),
        bad_date("created_at"),
        bad_number("duration_sec"),
        negative("duration_sec"),
        changed=Fault("main_hashtag", ("reupload",)),
    )
    soil_events(
        rng,
        interactions,
        missing("user_id"),
        missing("ping_id"),
        unknown("user_id", "u99001", "u99002"),
        unknown("ping_id", "p99001", "p99002"),
        bad_date("event_timestamp"),
        bad_number("watch_time_sec"),
        negative("watch_time_sec"),
    )


# --------------------------------------------------------------------------------------
# Shoes
# --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ShoeType:
    """A kind of shoe: what it is for, what it is made of, how many days it lasts."""

    usage: str
    materials: tuple[str, ...]
    lifespan: tuple[int, int]
    models: tuple[str, ...]


SHOE_TYPES = {
    "running shoe": ShoeType(
        "running", ("mesh", "knit"), (120, 240), ("Tempo", "Stride", "Pacer", "Breeze")
    ),
    "trail shoe": ShoeType(
        "running", ("mesh", "nylon"), (150, 270), ("Ridge", "Gravel", "Switchback")
    ),
    "hiking boot": ShoeType(
        "hiking", ("leather", "nubuck"), (360, 540), ("Summit", "Cairn", "Moraine")
    ),
    "sneaker": ShoeType(
        "casual", ("canvas", "suede"), (210, 360), ("Court", "Metro", "Corner", "Echo")
    ),
    "oxford": ShoeType(
        "office", ("leather", "patent leather"), (360, 600), ("Chancery", "Senate")
    ),
    "loafer": ShoeType(
        "office", ("suede", "leather"), (300, 480), ("Marlow", "Riviera", "Gallery")
    ),
    "training shoe": ShoeType(
        "gym", ("knit", "mesh"), (120, 210), ("Lift", "Circuit", "Rep", "Anchor")
    ),
    "sandal": ShoeType(
        "travel", ("cork", "rubber"), (90, 180), ("Lagoon", "Dune", "Isla")
    ),
}
BRANDS = (
    "Norrvik",
    "Tessaro",
    "Halden & Pike",
    "Velastra",
    "Oakmere",
    "Bramfell",
    "Quillon",
    "Lumora",
    "Castrello",
    "Zephyra",
)
COLORS = words("black white navy grey olive burgundy sand teal brown orange")
CARE = {
    "mesh": "Rinse off the mud, wash by hand with mild soap, let dry in the air.",
    "knit": "Wash cold in a laundry bag, without spin; never tumble-dry.",
    "nylon": "Brush when dry, wipe with a damp cloth, renew the water repellent.",
    "leather": "Wipe clean, condition every month, keep the shape with shoe trees.",
    "nubuck": "Brush with a soft brush, treat with a wax-free protector.",
    "canvas": "Spot-clean with lukewarm water and soap, stuff with paper to dry.",
    "suede": "Brush in one direction, keep dry, rub out marks with an eraser.",
    "patent leather": "Polish with a soft cloth and a drop of oil, avoid the cold.",
    "cork": "Seal the cork edge twice a year, keep away from heat.",
    "rubber": "Hose down after the beach, dry in the shade.",
}
SHOES_START = datetime(2024, 7, 1)


@dataclass(frozen=True)
class Shoe:
    """A shoe of the catalogue."""

    shoe_id: str
    brand: str
    model: str
    type: str
    material: str
    color: str
    lifespan: int


def shoes_catalogue(rng: random.Random, count: int) -> list[Shoe]:
    """Invent the shoes; a model of a brand comes once."""
    shoes: dict[tuple[str, str], Shoe] = {}
    while len(shoes) < count:
        kind = rng.choice(list(SHOE_TYPES))
        details = SHOE_TYPES[kind]
        brand = rng.choice(BRANDS)
        model = rng.choice(details.models) + rng.choice(("", " 2", " 3", " Pro", " X"))
        if (brand, model) in shoes:
            continue
        shoes[brand, model] = Shoe(
            shoe_id=f"s{len(shoes) + 1}",
            brand=brand,
            model=model,
            type=kind,
            material=rng.choice(details.materials),
            color=rng.choice(COLORS),
            lifespan=rng.randint(*details.lifespan),
        )
    return list(shoes.values())


def shoes_row(rng: random.Random, shoe: Shoe) -> list[object]:
    """Write a shoe down."""
    return [
        shoe.shoe_id,
        shoe.brand,
        shoe.model,
        spelled(rng, shoe.type),
        shoe.material,
        shoe.color,
        CARE[shoe.material],
        shoe.lifespan,
    ]


def shoes_visit(
    rng: random.Random, fits: bool, at: datetime
) -> list[tuple[datetime, str]]:
    """Tell one visit: a look, perhaps a wish, perhaps a purchase."""
    events = [(at, "view")]
    if chance(rng, 0.35 if fits else 0.05):
        wished_at = later(rng, at, 20, 600)
        events.append((wished_at, "add_to_wishlist"))
        if chance(rng, 0.4):
            events.append((later(rng, wished_at, 60, 10 * 24 * 3600), "purchase"))
    elif chance(rng, 0.05 if fits else 0.01):
        events.append((later(rng, at, 60, 1800), "purchase"))
    return events


def shoes_events(
    rng: random.Random,
    user_id: str,
    groups: tuple[int, int],
    shoes: list[Shoe],
    taste: Taste,
) -> list[tuple[datetime, str, str, str]]:
    """Let one user look at shoes."""
    events = []
    for _ in range(activity(rng, least=5, most=40)):
        item = taste.draw(rng, groups)
        at = moment(rng, SHOES_START, growing=True)
        for when, kind in shoes_visit(rng, taste.fits(groups, item), at):
            if when < END:
                events.append((when, user_id, shoes[item].shoe_id, kind))
    return events


def shoes_user_row(rng: random.Random, user_id: str, usage: str) -> list[object]:
    """Invent a customer."""
    gender = rng.choices(("female", "male", "other"), (49, 49, 2))[0]
    gender = spelled(rng, gender, gender[0].upper())
    return [user_id, adult_age(rng), gender, spelled(rng, usage)]


def shoes_taste(rng: random.Random, shoes: list[Shoe]) -> Taste:
    """Plant the tastes: usages, brands, and clusters that nothing else tells."""
    weights = zipf_weights(rng, len(shoes), shift=15, unseen=3)
    facets = [
        Facet([SHOE_TYPES[shoe.type].usage for shoe in shoes], loved=1, boost=6),
        Facet([shoe.brand for shoe in shoes], loved=2, boost=4),
        Facet(hidden_clusters(rng, len(shoes), clusters=10), loved=2, boost=12),
    ]
    return Taste(rng, weights, facets)


def shoes_usage(rng: random.Random, taste: Taste, groups: tuple[int, int]) -> str:
    """Tell what a user says the shoes are for: mostly what the main group loves."""
    (loved,) = taste.loved[0][groups[0]]
    usages = sorted({details.usage for details in SHOE_TYPES.values()})
    return loved if chance(rng, 0.85) else rng.choice(usages)


def shoes(rng: random.Random) -> list[Table]:
    """Make buyers of shoes."""
    catalogue = shoes_catalogue(rng, 120)
    taste = shoes_taste(rng, catalogue)
    user_rows, events = [], []
    for number in range(1, 801):
        user_id, groups = f"u{number}", two_groups(rng)
        usage = shoes_usage(rng, taste, groups)
        user_rows.append(shoes_user_row(rng, user_id, usage))
        events += shoes_events(rng, user_id, groups, catalogue, taste)
    users = make_table("users", "user_id age gender primary_usage", user_rows)
    shoe_table = make_table(
        "shoes",
        "shoe_id brand model type material color care_instructions lifespan_days",
        [shoes_row(rng, shoe) for shoe in catalogue],
    )
    interactions = make_table(
        "interactions",
        "user_id shoe_id interaction_type timestamp",
        [
            [user_id, shoe_id, spelled(rng, kind), stamp(rng, at)]
            for at, user_id, shoe_id, kind in sorted(set(events))
        ],
    )
    shoes_soil(rng, users, shoe_table, interactions)
    return [users, shoe_table, interactions, shoes_environment(rng, events)]


def shoes_environment(
    rng: random.Random, events: list[tuple[datetime, str, str, str]]
) -> Table:
    """Make the weather in which some shoes were worn in their first week."""
    rows: list[list[object]] = []
    purchases = sorted({event for event in events if event[3] == "purchase"})
    for at, user_id, shoe_id, _ in rng.sample(purchases, 60):
        for days in sorted(rng.sample(range(1, 8), 3)):
            day = at.date() + timedelta(days=days)
            is_wet = rng.random() < 0.3
            rows.append(
                [
                    *(user_id, shoe_id, day.isoformat()),
                    f"{rng.gauss(16, 7):.1f}",
                    rng.randrange(70, 100) if is_wet else rng.randrange(30, 75),
                    f"{rng.expovariate(1 / 6):.1f}" if is_wet else "0.0",
                ]
            )
    table = make_table(
        "environmental_data",
        "user_id shoe_id observed_on temperature_celsius humidity_percent rainfall_mm",
        rows,
    )
    soil_events(rng, table, missing("user_id"), bad_number("humidity_percent"))
    return table


def shoes_soil(
    rng: random.Random, users: Table, shoe_table: Table, interactions: Table
) -> None:
    """Plant the dirt of the three tables."""
    soil_catalogue(
        rng,
        users,
        missing("user_id"),
        bad_number("age"),
        negative("age"),
        changed=Fault("age", ("29", "52")),
    )
    soil_catalogue(
        rng,
        shoe_table,
        missing("shoe_id"),
        bad_number("lifespan_days"),
        negative("lifespan_days"),
        changed=Fault("color", ("beige",)),
    )
    soil_events(
        rng,
        interactions,
        missing("user_id"),
        missing("shoe_id"),
        unknown("user_id", "u99001", "u99002"),
        unknown("shoe_id", "s99001", "s99002"),
        bad_date("timestamp"),
        unknown("interaction_type", "lick"),
    )


# --------------------------------------------------------------------------------------
# Command line
# --------------------------------------------------------------------------------------

DOMAINS: dict[str, Callable[[random.Random], list[Table]]] = {
    "dating": dating,
    "grocery": grocery,
    "streaming": streaming,
    "pings": pings,
    "shoes": shoes,
}


def generate(domain: str) -> list[Table]:
    """Make all tables of one domain, the same ones every time."""
    return DOMAINS[domain](random.Random(f"recmart-{domain}"))


def write_seeds(out: Path, domains: Iterable[str] = DOMAINS) -> list[Path]:
    """Write the given domains into folders of their own; return the files."""
    paths = []
    for domain in domains:
        folder = out / domain
        folder.mkdir(parents=True, exist_ok=True)
        paths += [write_table(table, folder) for table in generate(domain)]
    return paths
