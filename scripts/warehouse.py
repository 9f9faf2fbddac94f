"""The one place in Python that asks the warehouse.

The warehouse is a DuckDB file that `dbt build` writes; here it is only read. Every
value reaches SQL as a parameter; every name in SQL comes from the database's own
catalogue. What comes back are plain dictionaries, ready for JSON. One `Warehouse` may
serve many threads: each question gets a cursor of its own.

    with Warehouse() as warehouse:
        warehouse.popular("streaming", 5, {"genre": "drama"})
        warehouse.recommend("streaming", "u1", 5).items
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_DATABASE = ROOT / "warehouse" / "recmart.duckdb"

# What a list consists of when nothing is known of the user's own taste.
FALLBACK_SOURCES = {"popular", "segment"}
# Where the build decides pair by pair who may be shown to whom, nothing may be added
# to the list of somebody it knows.
CLOSED_DOMAINS = {"dating"}

Item = dict[str, Any]
Filters = Mapping[str, str | None]


class WarehouseError(Exception):
    """Something that the asker can put right; the message is one line that says how."""


class UnavailableError(WarehouseError):
    """There is no warehouse to ask, or not now."""


class UnknownNameError(WarehouseError):
    """The warehouse knows no such domain, item or attribute."""


class InvalidArgumentError(WarehouseError):
    """An argument makes no sense, such as a list of 0 items."""


@dataclass(frozen=True, slots=True)
class Recommendations:
    """A user's list, and whether it had to do without a history of the user."""

    items: list[Item]
    fallback_used: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in SQL on `popularity` together with its parameters."""

    sql: str
    parameters: dict[str, str]


def database_path() -> Path:
    """Return the database that RECMART_DATABASE names, or else the project's own."""
    named = os.environ.get("RECMART_DATABASE")
    return Path(named) if named else DEFAULT_DATABASE


def quoted(*names: str) -> str:
    """Write a name, qualified or not, as an identifier of SQL."""
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


class Warehouse:
    """A warehouse, open for reading."""

    def __init__(self, database: Path | str | None = None) -> None:
        """Open a database file, by default the one that `database_path` names."""
        self.path = Path(database) if database else database_path()
        if not self.path.is_file():
            raise UnavailableError(
                f"no database {self.path}: build it with `make build`,"
                " or name another in RECMART_DATABASE"
            )
        try:
            import duckdb
        except ImportError:
            raise UnavailableError(
                "this Python has no duckdb: run `make setup`,"
                " then use .venv/bin/python instead"
            ) from None
        try:
            self._connection = duckdb.connect(self.path, read_only=True)
        except duckdb.Error as error:
            if "lock" in str(error):
                raise UnavailableError(
                    f"{self.path} is locked, most likely by a build:"
                    " try again when it has finished"
                ) from error
            raise UnavailableError(
                f"cannot open {self.path}: {first_line(error)}"
            ) from error
        self._domains: list[str] | None = None
        self._attributes: dict[str, list[str]] = {}

    def __enter__(self) -> Self:
        """Return the open warehouse."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the warehouse."""
        self.close()

    def close(self) -> None:
        """Let go of the file, so that a build may write it."""
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

    def attributes(self, domain: str) -> list[str]:
        """Return the attributes of a domain's items, by which lists can be filtered."""
        self._check(domain)
        if not self._are_packed(domain):
            return self._attribute_columns(domain)
        keys = self._rows(
            f"""
            select json_keys(attributes)
            from {quoted(domain, "item_popularity")}
            where attributes is not null
            limit 1
            """
        )
        return sorted(keys[0][0]) if keys else []

    def popular(
        self, domain: str, k: int = 10, filters: Filters | None = None
    ) -> list[Item]:
        """Return the k most popular items, or as many as there are."""
        self._check(domain, k)
        return self._fill(domain, None, k, self._condition(domain, filters), [])

    def recommend(
        self, domain: str, user_id: str, k: int = 10, filters: Filters | None = None
    ) -> Recommendations:
        """Return k items for a user: the list of the build, filled up if need be.

        What the filters or a long k leave open is filled with items similar to what
        the user likes, then with popular ones; barred items never come in.
        """
        self._check(domain, k)
        user_id = str(user_id)
        condition = self._condition(domain, filters)
        rows = self._rows(
            f"""
            select
                coalesce({condition.sql}, false) as is_wanted,
                recommendations.item_id,
                popularity.title,
                recommendations.score,
                recommendations.source,
                recommendations.reason,
                {self._attribute_list(domain)}
            from {quoted(domain, "recommendations")} as recommendations
            inner join {quoted(domain, "item_popularity")} as popularity
                on recommendations.item_id = popularity.item_id
            where recommendations.user_id = $user_id
            order by recommendations.rank
            """,
            {"user_id": user_id, **condition.parameters},
        )
        wanted = [self._item(row[1:]) for row in rows if row[0]][:k]
        has_taste = any(row[4] not in FALLBACK_SOURCES for row in rows)
        if len(wanted) < k and self._may_fill(domain, user_id):
            wanted += self._fill(domain, user_id, k - len(wanted), condition, wanted)
        return Recommendations(
            items=wanted,
            fallback_used=not (has_taste and self.history(domain, user_id, 1)),
        )

    def similar(self, domain: str, item_id: str, k: int = 10) -> list[Item]:
        """Return the k items that go best with an item, or as many as there are."""
        self._check(domain, k)
        rows = self._rows(
            f"""
            select
                similarity.similar_item_id,
                popularity.title,
                similarity.score,
                'similar' as source,
                'similar to ' || $title as reason,
                {self._attribute_list(domain)},
                similarity.users_in_common
            from {quoted(domain, "item_similarity")} as similarity
            inner join {quoted(domain, "item_popularity")} as popularity
                on similarity.similar_item_id = popularity.item_id
            where similarity.item_id = $item_id and similarity.rank <= $k
            order by similarity.rank
            """,
            {"item_id": str(item_id), "title": self.title(domain, item_id), "k": k},
        )
        return [{**self._item(row[:-1]), "users_in_common": row[-1]} for row in rows]

    def history(self, domain: str, user_id: str, m: int = 10) -> list[Item]:
        """Return the last m items that a user had to do with, the latest first."""
        self._check(domain, m, "m")
        rows = self._rows(
            f"""
            select item_id, title, occurred_at, event_type, interactions
            from {quoted(domain, "user_history")}
            where user_id = $user_id and rank <= $m
            order by rank
            """,
            {"user_id": str(user_id), "m": m},
        )
        return [
            {
                "item_id": item_id,
                "title": title,
                "occurred_at": occurred_at and occurred_at.isoformat(),
                "event_type": event_type,
                "interactions": interactions,
            }
            for item_id, title, occurred_at, event_type, interactions in rows
        ]

    def title(self, domain: str, item_id: str) -> str:
        """Return the title of an item, which has to be in the catalogue."""
        self._check(domain)
        rows = self._rows(
            f"""
            select title from {quoted(domain, "item_popularity")}
            where item_id = $item_id
            """,
            {"item_id": str(item_id)},
        )
        if not rows:
            raise UnknownNameError(f"no item {item_id} in domain {domain}")
        return rows[0][0]

    # ----------------------------------------------------------------------------------
    # How they are answered
    # ----------------------------------------------------------------------------------

    def _fill(
        self,
        domain: str,
        user_id: str | None,
        k: int,
        condition: Condition,
        before: list[Item],
    ) -> list[Item]:
        """Return items that may follow a user's list, the best first.

        Their scores go on falling from the score of what they follow: by the share of
        the best similarity, then by the share of the first rank.
        """
        rows = self._rows(
            f"""
            with

            liked as (

                select
                    item_id,
                    evidence
                from {quoted("intermediate", f"int_{domain}__user_items")}
                where user_id = $user_id and is_liked

            ),

            contributions as (

                select
                    similarity.similar_item_id as item_id,
                    similarity.item_title as because_title,
                    similarity.item_id as because_item_id,
                    cast(sqrt(liked.evidence) * similarity.score as decimal(38, 12))
                        as contribution
                from liked
                inner join {quoted(domain, "item_similarity")} as similarity
                    on liked.item_id = similarity.item_id

            ),

            similar_items as (

                select
                    item_id,
                    sum(contribution) as score,
                    arg_max(because_title, (contribution, because_item_id))
                        as because_title
                from contributions
                group by item_id

            ),

            barred as (

                select item_id
                from {quoted("intermediate", f"int_{domain}__exclusions")}
                where user_id = $user_id

                union all

                select unnest(cast($before as varchar[])) as item_id

            ),

            allowed as (

                select
                    popularity.*,
                    similar_items.score as similar_score,
                    max(similar_items.score) over () as best_score,
                    similar_items.because_title
                from {quoted(domain, "item_popularity")} as popularity
                left join similar_items on popularity.item_id = similar_items.item_id
                where
                    {condition.sql}
                    and popularity.item_id not in (select item_id from barred)

            )

            select
                item_id,
                title,
                coalesce(similar_score / best_score, 1 / rank) as score,
                if(similar_score > 0, 'similar', 'popular') as source,
                if(similar_score > 0, 'similar to ' || because_title, 'popular')
                    as reason,
                {self._attribute_list(domain, "allowed")}
            from allowed
            order by similar_score desc nulls last, rank
            limit $k
            """,
            {
                "user_id": user_id,
                "before": [item["item_id"] for item in before],
                "k": k,
                **condition.parameters,
            },
        )
        items = [self._item(row) for row in rows]
        ceiling = floor = before[-1]["score"] if before else 1.0
        for item in items:
            if item["source"] == "similar":
                item["score"] = floor = ceiling * item["score"]
            else:
                item["score"] *= floor
        return items

    def _may_fill(self, domain: str, user_id: str) -> bool:
        """Say whether a user's list may be added to."""
        if domain not in CLOSED_DOMAINS:
            return True
        return not self._rows(
            f"""
            select user_id from {quoted("intermediate", f"int_{domain}__users")}
            where user_id = $user_id
            """,
            {"user_id": user_id},
        )

    def _condition(self, domain: str, filters: Filters | None) -> Condition:
        """Turn attributes and their values into a condition."""
        sql, parameters = ["true"], {}
        asked = {name: value for name, value in (filters or {}).items() if value}
        attributes = self.attributes(domain) if asked else []
        known = {name.lower(): name for name in attributes}
        for number, (name, value) in enumerate(asked.items()):
            if name.lower() not in known:
                raise UnknownNameError(
                    f"items of domain {domain} have no attribute {name};"
                    f" they have: {', '.join(attributes) or 'none'}"
                )
            attribute = f"popularity.{quoted(name)}"
            if self._are_packed(domain):
                attribute = f"(popularity.attributes ->> $name_{number})"
                parameters[f"name_{number}"] = known[name.lower()]
            sql.append(f"lower({attribute}) = lower($value_{number})")
            parameters[f"value_{number}"] = value
        return Condition(" and ".join(sql), parameters)

    def _attribute_columns(self, domain: str) -> list[str]:
        """Return the columns of text beside id and title that items have."""
        if domain not in self._attributes:
            rows = self._rows(
                """
                select column_name
                from duckdb_columns()
                where
                    schema_name = $domain
                    and table_name = 'item_popularity'
                    and data_type = 'VARCHAR'
                    and column_name not in ('item_id', 'title')
                order by column_index
                """,
                {"domain": domain},
            )
            self._attributes[domain] = [name for (name,) in rows]
        return self._attributes[domain]

    def _attribute_list(self, domain: str, relation: str = "popularity") -> str:
        """Return the attributes as one column of SQL."""
        if self._are_packed(domain):
            return f"{relation}.attributes"
        columns = [quoted(name) for name in self._attribute_columns(domain)]
        pairs = ", ".join(f"{column}: {relation}.{column}" for column in columns)
        return f"{{{pairs}}} as attributes" if columns else "null as attributes"

    def _are_packed(self, domain: str) -> bool:
        """Say whether items keep all their attributes in one text of JSON.

        So they do in the custom domain, whatever columns the user's items come with.
        """
        return self._attribute_columns(domain) == ["attributes"]

    @staticmethod
    def _item(row: tuple[Any, ...]) -> Item:
        """Turn a row of an answer into an item."""
        item_id, title, score, source, reason, attributes = row
        if isinstance(attributes, str):
            attributes = json.loads(attributes)
        return {
            "item_id": item_id,
            "title": title,
            "score": score,
            "source": source,
            "reason": reason,
            "attributes": attributes or {},
        }

    def _check(self, domain: str, k: int = 1, name: str = "k") -> None:
        """Refuse a domain that is not there and a list that has no length."""
        if k < 1:
            raise InvalidArgumentError(f"{name} has to be at least 1, not {k}")
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
        self, sql: str, parameters: dict[str, Any] | None = None
    ) -> list[tuple[Any, ...]]:
        """Ask, on a cursor of its own: a shared one mixes up what threads ask."""
        import duckdb

        try:
            with self._connection.cursor() as cursor:
                return cursor.execute(sql, parameters or {}).fetchall()
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise UnavailableError(
                f"{self.path} is only partly built or of an older build:"
                f" run `make build` ({first_line(error)})"
            ) from error
        except duckdb.Error as error:
            raise UnavailableError(
                f"cannot read {self.path}: {first_line(error)}"
            ) from error


def first_line(error: Exception) -> str:
    """Return the first line of what an exception says."""
    return str(error).strip().partition("\n")[0]
