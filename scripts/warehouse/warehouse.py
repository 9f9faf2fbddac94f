"""The one place in Python that asks the warehouse.

The warehouse is a DuckDB file that `dbt build` writes; here it is only read. The lists
come from the table macros that the build leaves in it (`macros/serve/`), so that every
way in gives the same; every value reaches them as a parameter. What comes back are
plain dictionaries, ready for JSON. One `Warehouse` may serve many threads: each has a
cursor of its own.

    with Warehouse() as warehouse:
        warehouse.popular("streaming", 5, {"genre": ["drama", "comedy"]})
        warehouse.recommend("streaming", "u1", 5, exclude=["i1"], offset=5).items
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from weakref import WeakSet

import duckdb

from scripts.common.paths import database_path
from scripts.warehouse.asking import (
    LONGEST_LIST,
    Filters,
    InvalidArgumentError,
    UnavailableError,
    UnknownNameError,
    asked_values,
    by_name,
    clean,
    count,
    lower,
    many_ids,
    one_id,
)
from scripts.warehouse.public_copy import literal, quoted

if TYPE_CHECKING:
    import pandas as pd

# What every table macro that lists items has.
COLUMNS = "item_id, title, score, source, reason, attributes"
# Which part of a list a table macro is asked for; the values come from `_asked`.
PAGE = """
    k := $k,
    filters := $filters,
    "exclude" := $exclude,
    most_per := $most_per,
    "offset" := $offset
"""
# What a list may come from without a history (reciprocal: from the others' interest);
# all other sources tell of one.
IMPERSONAL_SOURCES = {"popular", "segment", "reciprocal", "pinned", "explore"}
# Of so many items per domain title and attributes are kept in memory, some 25 MB.
KEPT_ITEMS = 50_000
# Names of databases that DuckDB has itself.
RESERVED = {"main", "memory", "system", "temp"}

Item = dict[str, Any]


class Recommendations(NamedTuple):
    """A user's list, and whether it had to do without a history of the user."""

    items: list[Item]
    fallback_used: bool


class Warehouse:
    """A warehouse, open for reading."""

    def __init__(
        self,
        database: Path | str | None = None,
        settings: Mapping[str, str | int] | None = None,
    ) -> None:
        """Open a database file, by default the one that `database_path` names.

        Settings are DuckDB's, such as memory_limit and threads.
        """
        self.path = Path(database) if database else database_path()
        if not self.path.is_file():
            raise UnavailableError(
                f"no database {self.path}: build it with `make build`,"
                " or name another in RECMART_DATABASE"
            )
        # A file that was replaced by one of its name would else be the former one, as
        # long as this process has that open.
        self._connection = duckdb.connect()
        try:
            self._attach(settings or {})
        except duckdb.Error as error:
            self._connection.close()
            raise UnavailableError(why_closed(self.path, error)) from error
        self._of_thread = threading.local()
        self._cursors: WeakSet[Any] = WeakSet()
        self._domains: list[str] | None = None
        self._attributes: dict[str, list[str]] = {}
        self._kept_items: dict[str, dict[str, list[Any]]] = {}
        self._look_ups: dict[str, Any] = {}
        self._usual_domains: dict[str, str] = {}
        self._hiding: dict[str, bool] = {}

    def __enter__(self) -> Self:
        """Return the open warehouse."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the warehouse."""
        self.close()

    def close(self) -> None:
        """Let go of the file, so that a build may write it."""
        for cursor in self._cursors:
            cursor.close()
        self._connection.close()

    # ----------------------------------------------------------------------------------
    # Questions
    # ----------------------------------------------------------------------------------

    def domains(self) -> list[str]:
        """Return the domains that were built."""
        if self._domains is None:
            rows = self._rows(
                """
                select schema_name
                from duckdb_tables()
                where
                    table_name = 'item_popularity'
                    and not starts_with(schema_name, 'backtest_')
                order by schema_name
                """
            )
            self._domains = [name for (name,) in rows]
        return self._domains

    def domain(self, named: str | None = None, usual: str = "streaming") -> str:
        """Return the domain to ask where none may be named.

        It is that of RECMART_DOMAIN, or else the only one with items in it, or else the
        usual one.
        """
        if named := (named or os.environ.get("RECMART_DOMAIN", "")).strip():
            return named
        if usual not in self._usual_domains:
            self._usual_domains[usual] = self._usual_domain(usual)
        return self._usual_domains[usual]

    def attributes(self, domain: str) -> list[str]:
        """Return the attributes of a domain's items, by which lists can be filtered."""
        self._check(domain)
        if domain not in self._attributes:
            rows = self._rows(
                """
                select unnest(map_keys(attributes))
                from (
                    select attributes from query_table($domain || '.catalogue')
                    where cardinality(attributes) > 0
                    limit 1
                )
                """,
                {"domain": domain},
            )
            self._attributes[domain] = [name for (name,) in rows]
        return self._attributes[domain]

    def popular(
        self,
        domain: str,
        k: int = 10,
        filters: Filters | None = None,
        exclude: Sequence[str] | str = (),
        offset: int = 0,
        most_per: Mapping[str, int] | None = None,
    ) -> list[Item]:
        """Return the k most popular items after the first `offset`, or what there is.

        A filter may have several values, `{"genre": ["drama", "comedy"]}`: of each
        attribute an item has one of those that are asked for.
        """
        asked = self._asked(domain, k, filters, exclude, offset, most_per)
        if self._is_part(domain, asked):
            return self._items(
                f"""
                from popular(
                    $domain,
                    {PAGE}
                )
                select {COLUMNS}
                """,
                {"domain": domain, **asked},
            )
        return self._items(
            """
            select item_id, title, score, 'popular', 'popular', attributes
            from query_table($domain || '.catalogue')
            where rank > $offset and rank <= $offset + $k
            order by rank
            """,
            {"domain": domain, "k": asked["k"], "offset": asked["offset"]},
        )

    def trending(
        self,
        domain: str,
        k: int = 10,
        filters: Filters | None = None,
        exclude: Sequence[str] | str = (),
        offset: int = 0,
        most_per: Mapping[str, int] | None = None,
    ) -> list[Item]:
        """Return the k items that rise most surely, or what there is."""
        return self._items(
            f"""
            from trending(
                $domain,
                {PAGE}
            )
            select {COLUMNS}
            """,
            {
                "domain": domain,
                **self._asked(domain, k, filters, exclude, offset, most_per),
            },
        )

    def rank(self, domain: str, user_id: str, items: Sequence[str] | str) -> list[Item]:
        """Return the items given, as far as they are known, in the user's order.

        What is not recommended to the user comes last.
        """
        self._check(domain)
        return self._items(
            f"from rank_items($domain, $user_id, $items) select {COLUMNS}",
            {
                "domain": domain,
                "user_id": one_id(user_id),
                "items": many_ids(items),
            },
        )

    def audience(
        self, domain: str, item_id: str, k: int = 10, offset: int = 0
    ) -> list[Item]:
        """Return the k users in whose lists an item stands highest."""
        self._check(domain)
        self.title(domain, item_id)
        return self._records(
            """
            from audience($domain, $item_id, k := $k, "offset" := $offset)
            select user_id, place_in_list, score, source, reason
            """,
            {
                "domain": domain,
                "item_id": one_id(item_id, "item_id"),
                "k": count(k),
                "offset": count(offset, "offset", 0),
            },
        )

    def recommend(
        self,
        domain: str,
        user_id: str,
        k: int = 10,
        filters: Filters | None = None,
        items: Sequence[str] | str = (),
        exclude: Sequence[str] | str = (),
        offset: int = 0,
        most_per: Mapping[str, int] | None = None,
    ) -> Recommendations:
        """Return k items for a user after the first `offset`, as a build would.

        The list of the build answers where it is long enough; a longer one, or one of
        items with certain attributes, is made on the spot, and barred items never come
        in. Where `items` are given, they stand in for what is known of the user. The
        list is without what is excluded, and otherwise the same.
        """
        asked = self._asked(domain, k, filters, exclude, offset, most_per)
        user_id, items, left_out = one_id(user_id), many_ids(items), asked["exclude"]
        page = slice(asked["offset"], asked["offset"] + asked["k"])
        length = min(page.stop + len(left_out), LONGEST_LIST)
        if not items and not asked["filters"] and not asked["most_per"]:
            rows = self._built(domain, user_id, length)
            rows = [row for row in rows if row[0] not in left_out][page]
            if len(rows) == asked["k"]:  # All there is to say, many times as fast.
                return self._as_built(domain, user_id, rows)
        listed = self._listed(domain, user_id, items, length, asked)
        if items:
            is_fallback = all(
                item["source"] in IMPERSONAL_SOURCES for item in listed
            ) and not self._is_any_known(domain, items)
        else:
            is_fallback = self._is_stranger(domain, user_id, listed)
        return Recommendations(items=listed, fallback_used=is_fallback)

    def similar(
        self,
        domain: str,
        item_id: str,
        k: int = 10,
        filters: Filters | None = None,
        exclude: Sequence[str] | str = (),
        offset: int = 0,
        most_per: Mapping[str, int] | None = None,
    ) -> list[Item]:
        """Return the k items that go best with an item, or as many as there are."""
        asked = self._asked(domain, k, filters, exclude, offset, most_per)
        self.title(domain, item_id)
        asked["item_id"] = one_id(item_id, "item_id")
        if self._is_part(domain, asked):
            rows = self._rows(
                f"""
                from "similar"(
                    $domain,
                    $item_id,
                    {PAGE}
                )
                select {COLUMNS}, users_in_common
                """,
                {"domain": domain, **asked},
            )
        else:
            rows = self._rows(
                """
                select
                    similarity.similar_item_id,
                    catalogue.title,
                    similarity.score,
                    'similar',
                    'similar to ' || similarity.item_title,
                    catalogue.attributes,
                    similarity.users_in_common
                from query_table($domain || '.item_similarity') as similarity
                inner join query_table($domain || '.catalogue') as catalogue
                    on similarity.similar_item_id = catalogue.item_id
                where
                    similarity.item_id = $item_id
                    and similarity.rank > $offset
                    and similarity.rank <= $offset + $k
                order by similarity.rank
                """,
                {
                    "domain": domain,
                    **{name: asked[name] for name in ("item_id", "k", "offset")},
                },
            )
        return [{**as_item(row[:-1]), "users_in_common": row[-1]} for row in rows]

    def history(
        self, domain: str, user_id: str, m: int = 10, offset: int = 0
    ) -> list[Item]:
        """Return the last m items that a user had to do with, the latest first.

        Each with its title, when and what the last event was, how many there were, and
        what else the domain knows.
        """
        self._check(domain)
        rows = self._records(
            """
            from history($domain, $user_id, m := $m, "offset" := $offset)
            select * exclude (rank)
            """,
            {
                "domain": domain,
                "user_id": one_id(user_id),
                "m": count(m, "m"),
                "offset": count(offset, "offset", 0),
            },
        )
        for row in rows:
            row["occurred_at"] = row["occurred_at"] and row["occurred_at"].isoformat()
        return rows

    def all_users(self, domain: str) -> list[str]:
        """Return the users whom the build knows."""
        self._check(domain)
        rows = self._rows(
            "select user_id from query_table($domain || '.user_profiles')"
            " order by user_id",
            {"domain": domain},
        )
        return [user_id for (user_id,) in rows]

    def title(self, domain: str, item_id: str) -> str:
        """Return the title of an item, which has to be in the catalogue."""
        self._check(domain)
        rows = self._rows(
            """
            select title from query_table($domain || '.item_popularity')
            where item_id = $item_id
            """,
            {"domain": domain, "item_id": one_id(item_id, "item_id")},
        )
        if not rows:
            raise UnknownNameError(f"no item {item_id} in domain {domain}")
        return rows[0][0]

    def frame(self, sql: str, parameters: dict[str, Any] | None = None) -> pd.DataFrame:
        """Return what a query of your own finds, as a frame of pandas."""
        return self._ask(sql, parameters, lambda cursor: cursor.df())

    # ----------------------------------------------------------------------------------
    # How they are answered
    # ----------------------------------------------------------------------------------

    def _attach(self, settings: Mapping[str, str | int]) -> None:
        """Open the file, under the name that other clients give it."""
        file = self.path.resolve()
        name = f"{file.stem}_db" if file.stem.lower() in RESERVED else file.stem
        self._use = f"use {quoted(name)}.main"
        for statement in (
            f"set temp_directory = {literal(file.with_name(f'{file.name}.tmp'))}",
            f"attach {literal(file)} as {quoted(name)} (read_only, type duckdb)",
            *(f"set {name} = '{value}'" for name, value in settings.items()),
        ):
            self._connection.execute(statement)

    def _built(self, domain: str, user_id: str, k: int) -> list[tuple[Any, ...]]:
        """Return a list of the build, neither filtered nor filled up.

        Most requests want only this, so the statement is parsed once, and a few rows
        are put in order here: setting up a sort in DuckDB is a quarter of the look-up.
        """
        if domain not in self._look_ups:
            # The name is one that the database gave: see `_check`.
            (self._look_ups[domain],) = self._cursor().extract_statements(
                f"""
                select rank, item_id, score, source, reason from "{domain}".lists
                where user_id = $user_id and rank <= $k
                """
            )
        rows = self._rows(self._look_ups[domain], {"user_id": user_id, "k": k})
        return [row[1:] for row in sorted(rows)]

    def _listed(
        self,
        domain: str,
        user_id: str,
        items: list[str],
        length: int,
        asked: dict[str, Any],
    ) -> list[Item]:
        """Return a page of a list that is made on the spot."""
        if asked["most_per"]:
            given = {"items": items} if items else {}
            whose = "$items, for_user := $user_id" if items else "$user_id"
            return self._items(
                f"""
                from {"score_items" if items else "recommend"}(
                    $domain,
                    {whose},
                    {PAGE}
                )
                select {COLUMNS}
                """,
                {"domain": domain, "user_id": user_id, **given, **asked},
            )
        listed = self._items(
            # The name is one that the database gave: see `_check`.
            f"""
            select {COLUMNS}
            from "{domain}".list_of_user($user_id, $items, $filters, $length)
            """,
            {
                "user_id": user_id,
                "items": items or None,
                "filters": asked["filters"] or None,
                "length": length,
            },
        )
        listed = [item for item in listed if item["item_id"] not in asked["exclude"]]
        return listed[asked["offset"] : asked["offset"] + asked["k"]]

    def _as_built(
        self, domain: str, user_id: str, rows: list[tuple[Any, ...]]
    ) -> Recommendations:
        """Complete a list of the build by titles and attributes of its items.

        The file does not change while it is open, so those of popular items are kept.
        """
        if domain not in self._kept_items:
            self._kept_items[domain] = self._items_where(
                domain, "rank <= $value", KEPT_ITEMS
            )
        kept = self._kept_items[domain]
        missing = [row[0] for row in rows if row[0] not in kept]
        if missing:
            by_id = "list_contains(cast($value as varchar[]), item_id)"
            kept = {**kept, **self._items_where(domain, by_id, missing)}
        items = []
        for item_id, *how_it_came in rows:
            title, attributes = kept[item_id]
            items.append(as_item((item_id, title, *how_it_came, attributes)))
        return Recommendations(
            items=items,
            fallback_used=self._is_stranger(domain, user_id, items),
        )

    def _items_where(
        self, domain: str, condition: str, value: int | list[str]
    ) -> dict[str, list[Any]]:
        """Return title and attributes of the items that fulfil a condition, by id."""
        rows = self._rows(
            f"""
            select item_id, title, attributes from query_table($domain || '.catalogue')
            where {condition}
            """,
            {"domain": domain, "value": value},
        )
        return {item_id: about for item_id, *about in rows}

    def _is_stranger(self, domain: str, user_id: str, listed: list[Item]) -> bool:
        """Say whether a list had to do without a history of the user."""
        return all(
            item["source"] in IMPERSONAL_SOURCES for item in listed
        ) and not self.history(domain, user_id, 1)

    def _is_any_known(self, domain: str, items: Sequence[str]) -> bool:
        """Say whether one of the items at least is in the catalogue."""
        (is_any,) = self._rows(
            """
            select count(*) > 0 from query_table($domain || '.item_popularity')
            where list_contains(cast($items as varchar[]), item_id)
            """,
            {"domain": domain, "items": items},
        )
        return is_any[0]

    def _asked(
        self,
        domain: str,
        k: int,
        filters: Filters | None,
        exclude: object,
        offset: int,
        most_per: Mapping[str, int] | None,
    ) -> dict[str, Any]:
        """Check what is asked for, and put it as the table macros take it."""
        self._check(domain)
        limits = by_name(most_per, "most_per")
        return {
            "k": count(k),
            "filters": self._tags(domain, filters),
            "exclude": many_ids(exclude),
            "offset": count(offset, "offset", 0),
            "most_per": [
                f"{name}={count(most, f'most_per {name}')}"
                for name, given in self._known(domain, limits).items()
                for most in (given if isinstance(given, list | tuple) else [given])
            ]
            or None,
        }

    def _is_part(self, domain: str, asked: dict[str, Any]) -> bool:
        """Say whether items are to be left out: by who asks, or by the shop."""
        if asked["filters"] or asked["exclude"] or asked["most_per"]:
            return True
        if domain not in self._hiding:
            ((self._hiding[domain],),) = self._rows(
                """
                select count(*) > 0 from query_table($domain || '.catalogue')
                where list_contains(tags, '=hidden')
                """,
                {"domain": domain},
            )
        return self._hiding[domain]

    def _known(self, domain: str, named: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return values by attribute, all of which the domain's items have to have."""
        attributes = self.attributes(domain) if named else []
        known = {lower(name) for name in attributes}
        for name in named:
            if lower(clean(name)) not in known:
                raise UnknownNameError(
                    f"items of domain {domain} have no attribute {name};"
                    f" they have: {', '.join(attributes) or 'none'}"
                )
        return named

    def _tags(self, domain: str, filters: Filters | None) -> list[str]:
        """Write attributes and their values as the tags of the catalogue."""
        pairs = asked_values(filters)
        self._known(domain, dict(pairs))
        return [lower(f"{name}={value}") for name, value in pairs]

    def _usual_domain(self, usual: str) -> str:
        """Return the only domain with items in it, or else the usual one."""
        domains = self.domains()
        if not domains:
            raise UnavailableError(
                f"{self.path} has no recommendations yet: run `make build`"
            )
        filled = [
            domain
            for domain in domains
            if self._rows(
                "select 1 from query_table($domain || '.item_popularity') limit 1",
                {"domain": domain},
            )
        ]
        if len(filled or domains) == 1:
            return (filled or domains)[0]
        if usual in (filled or domains):
            return usual
        raise InvalidArgumentError(
            f"{self.path} has several domains, name one: {', '.join(filled or domains)}"
        )

    def _items(self, sql: str, parameters: dict[str, Any]) -> list[Item]:
        """Ask for items."""
        return [as_item(row) for row in self._rows(sql, parameters)]

    def _check(self, domain: str, k: int = 1, name: str = "k") -> None:
        """Refuse a domain that is not there and a list that has no length."""
        count(k, name)
        domains = self.domains()
        if not domains:
            raise UnavailableError(
                f"{self.path} has no recommendations yet: run `make build`"
            )
        if domain not in domains:
            raise UnknownNameError(
                f"no domain {domain} in {self.path}, which has {', '.join(domains)};"
                " to add one: `dbt build -s tag:<domain>`"
            )

    def _rows(
        self, sql: Any, parameters: dict[str, Any] | None = None
    ) -> list[tuple[Any, ...]]:
        """Ask, and return the rows."""
        return self._ask(sql, parameters, lambda cursor: cursor.fetchall())

    def _records(
        self, sql: str, parameters: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Ask, and return the rows with the names of their columns."""

        def named(cursor: Any) -> list[dict[str, Any]]:
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

        return self._ask(sql, parameters, named)

    def _ask(
        self, sql: Any, parameters: dict[str, Any] | None, read: Callable[[Any], Any]
    ) -> Any:
        """Ask, on the thread's own cursor: a shared one mixes up what threads ask."""
        try:
            return read(self._cursor().execute(sql, parameters or {}))
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            if "Ambiguous reference to catalog" in str(error):
                raise UnavailableError(
                    f"{self.path} has the name of a schema in it: give the file another"
                ) from error
            raise UnavailableError(
                f"{self.path} is only partly built or of an older build:"
                f" run `make build` ({first_line(error)})"
            ) from error
        except duckdb.InvalidInputException as error:
            raise InvalidArgumentError(
                first_line(error).removeprefix("Invalid Input Error: ")
            ) from error
        except duckdb.Error as error:
            raise UnavailableError(
                f"cannot read {self.path}: {first_line(error)}"
            ) from error

    def _cursor(self) -> Any:
        """Return the cursor of this thread."""
        cursor = getattr(self._of_thread, "cursor", None)
        if cursor is None:
            cursor = self._of_thread.cursor = self._connection.cursor()
            self._cursors.add(cursor)
            cursor.execute(self._use)
        return cursor


def as_item(row: tuple[Any, ...]) -> Item:
    """Turn a row of COLUMNS into an item."""
    item = dict(zip(COLUMNS.split(", "), row, strict=True))
    return {**item, "attributes": dict(item["attributes"] or {})}


def why_closed(path: Path, error: Exception) -> str:
    """Say why a file cannot be opened; DuckDB tells of blocks, and where links lead."""
    said = str(error)
    if "Could not set lock" in said:
        return (
            f"{path} is locked, most likely by a build: try again when it has finished"
        )
    if "Unique file handle conflict" in said:
        return f"this process has {path} open for writing: close that connection first"
    return (
        f"cannot open {path}: it is corrupt, or not a valid database for this version"
        " of DuckDB"
    )


def first_line(error: Exception) -> str:
    """Return the first line of what an exception says."""
    return str(error).strip().partition("\n")[0]
