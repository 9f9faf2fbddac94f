"""Who and what is there to ask about."""

from __future__ import annotations

from typing import Any

from scripts.warehouse.warehouse import UnknownNameError, Warehouse

Row = dict[str, Any]


class Picking(Warehouse):
    """A warehouse that also finds users, items and values of attributes."""

    def users(self, domain: str, search: str = "", limit: int = 200) -> list[Row]:
        """Return users whose id or attributes hold a text: user_id, about, items.

        `about` holds the non-personal attributes, `items` the length of the history.
        An id that equals the text comes first.
        """
        self._check(domain, limit, "limit")
        return self._records(
            """
            with

            named as (

                select
                    user_id,
                    array_to_string(map_values(attributes), ' · ') as about,
                    items
                from query_table($domain || '.user_profiles')

            )

            select * from named
            where contains(lower(concat_ws(' · ', user_id, about)), lower($search))
            order by user_id != $search, length(user_id), user_id
            limit $limit
            """,
            {"domain": domain, "search": search.strip(), "limit": limit},
        )

    def items(self, domain: str, search: str = "", limit: int = 200) -> list[Row]:
        """Return items with a text in id, title or attributes, popular ones first."""
        self._check(domain, limit, "limit")
        return self._records(
            """
            select
                item_id,
                title
            from query_table($domain || '.catalogue')
            where contains(
                lower(concat_ws(' ', item_id, title, array_to_string(tags, ' '))),
                lower($search)
            )
            order by item_id != $search, rank
            limit $limit
            """,
            {"domain": domain, "search": search.strip(), "limit": limit},
        )

    def attribute_values(
        self, domain: str, attribute: str, limit: int = 500
    ) -> list[Row]:
        """Return the values of an attribute and how many items have each.

        Of a text such as `Comedy|Drama` each is one.
        """
        self._check(domain, limit, "limit")
        if attribute not in self.attributes(domain):
            raise UnknownNameError(f"items of {domain} have no attribute {attribute}")
        return self._records(
            """
            with

            items as (

                select
                    trim(
                        unnest(string_split_regex(attributes[$attribute], '[|;]'))
                    ) as value
                from query_table($domain || '.catalogue')

            ),

            commonest as (

                select
                    value,
                    count(*) as items
                from items
                where value != ''
                group by value
                order by items desc, value
                limit $limit

            )

            select * from commonest
            order by value
            """,
            {"domain": domain, "attribute": attribute, "limit": limit},
        )
