"""What the app asks beyond the lists: who is there, why, and how the business goes.

Like the lists, every report is a query with bound parameters on a database that is only
read, and comes back as plain dictionaries. All arithmetic is in the SQL.

    with Reports() as reports:
        reports.users("streaming", "jakarta")
        reports.reactions_by_day(cities=["London"])
"""

from __future__ import annotations

from typing import Any

from scripts.warehouse.warehouse import (
    InvalidArgumentError,
    UnknownNameError,
    Warehouse,
)

Row = dict[str, Any]

# Here a score tells whether the other already likes the user, so that only the shares
# of its parts are given away.
RECIPROCAL_DOMAINS = {"dating"}

# The bounds hold the true share 95 times in 100 (Wilson's interval, z = 1.96).
WILSON = """
    (
        likes + 1.9208
        {sign} 1.96 * sqrt(likes * (total_interactions - likes) / total_interactions
            + 0.9604)
    ) / (total_interactions + 3.8416)
"""


class Reports(Warehouse):
    """A warehouse that also answers what an analyst asks about it."""

    # ----------------------------------------------------------------------------------
    # Picking
    # ----------------------------------------------------------------------------------

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
        """Return the values of an attribute and how many items have each."""
        self._check(domain, limit, "limit")
        if attribute not in self.attributes(domain):
            raise UnknownNameError(f"items of {domain} have no attribute {attribute}")
        return self._records(
            """
            with

            items as (

                select attributes[$attribute] as value
                from query_table($domain || '.catalogue')

            ),

            commonest as (

                select
                    value,
                    count(*) as items
                from items
                where value is not null
                group by value
                order by items desc, value
                limit $limit

            )

            select * from commonest
            order by value
            """,
            {"domain": domain, "attribute": attribute, "limit": limit},
        )

    # ----------------------------------------------------------------------------------
    # Lists
    # ----------------------------------------------------------------------------------

    def contributions(self, domain: str, user_id: str) -> dict[str, dict[str, float]]:
        """Return, by item of a user's list, what each source added to the score.

        The parts of one item sum to its score; in dating to 1, see above. Items that
        fill a list up beyond the build's are not in here: they have one source.
        """
        self._check(domain)
        rows = self._rows(
            """
            with

            listed as (

                select
                    item_id,
                    rank,
                    if($as_shares, score, 1) as whole,
                    columns('.*_score$')
                from query_table($domain || '.recommendations')
                where user_id = $user_id

            ),

            contributions as (

                unpivot listed
                on columns('.*_score$')
                into name source value contribution

            )

            select
                item_id,
                regexp_replace(source, '_score$', '') as source,
                contribution / whole as contribution
            from contributions
            where contribution > 0
            order by rank
            """,
            {
                "domain": domain,
                "user_id": str(user_id),
                "as_shares": domain in RECIPROCAL_DOMAINS,
            },
        )
        contributions: dict[str, dict[str, float]] = {}
        for item, source, contribution in rows:
            contributions.setdefault(item, {})[source] = contribution
        return contributions

    def similarity_measures(
        self, domain: str, item_id: str, k: int = 10
    ) -> dict[str, Row]:
        """Return, by item that goes with an item, how alike the two are."""
        self._check(domain, k)
        rows = self._records(
            """
            select
                similar_item_id,
                cosine,
                jaccard,
                lift,
                log_likelihood_ratio
            from query_table($domain || '.item_similarity')
            where item_id = $item_id and rank <= $k
            order by rank
            """,
            {"domain": domain, "item_id": str(item_id), "k": k},
        )
        return {row.pop("similar_item_id"): row for row in rows}

    # ----------------------------------------------------------------------------------
    # Shoes
    # ----------------------------------------------------------------------------------

    def shoe_duties(self) -> Row:
        """Return as of when the shoes' marts are, and how much is to be done."""
        self._check("shoes")
        return self._records(
            """
            select
                (
                    select cast(max(occurred_at) as date)
                    from shoes.interactions
                ) as as_of,
                count(*) filter (where is_due) as due_notices,
                count(*) filter (where not is_due) as coming_notices,
                (
                    select count(distinct (user_id, worn_item_id))
                    from shoes.replacement_suggestions
                    where days_left < 0
                ) as overdue_shoes,
                (
                    select count(distinct (user_id, worn_item_id))
                    from shoes.replacement_suggestions
                    where days_left >= 0
                ) as shoes_near_their_end
            from shoes.care_notices
            """
        )[0]

    def care_notices_by_week(self) -> list[Row]:
        """Return how many care notices fall into each week (from Monday).

        A week is due when all of its notices are.
        """
        self._check("shoes")
        return self._records(
            """
            select
                cast(date_trunc('week', notice_date) as date) as week,
                if(bool_and(is_due), 'due', 'coming') as state,
                count(*) as notices
            from shoes.care_notices
            group by week
            order by week
            """
        )

    def care_notices(
        self, is_due: bool, user_id: str = "", limit: int = 50
    ) -> list[Row]:
        """Return care notices, of all customers or one, those nearest to today first.

        Each row says in `found` how many there are in all.
        """
        self._check("shoes", limit, "limit")
        return self._records(
            """
            select
                *,
                count(*) over () as found
            from shoes.care_notices
            where is_due = $is_due and $user_id in ('', user_id)
            order by
                if(is_due, -1, 1) * date_diff('day', date '2000-01-01', notice_date),
                length(user_id),
                user_id,
                item_id,
                purchased_at
            limit $limit
            """,
            {"is_due": is_due, "user_id": user_id.strip(), "limit": limit},
        )

    def replacements_by_week(self) -> list[Row]:
        """Return how many worn shoes have how many weeks left, below 0: overdue."""
        self._check("shoes")
        return self._records(
            """
            select
                cast(floor(days_left / 7) as bigint) as weeks_left,
                if(days_left < 0, 'overdue', 'near its end') as state,
                count(*) as shoes
            from shoes.replacement_suggestions
            where rank = 1
            group by weeks_left, state
            order by weeks_left
            """
        )

    def replacements(
        self, is_overdue: bool, user_id: str = "", limit: int = 50
    ) -> list[Row]:
        """Return worn shoes, each with the titles of its suggestions, best first.

        Those whose last day is nearest come first; `found` is the number in all.
        """
        self._check("shoes", limit, "limit")
        return self._records(
            """
            with

            worn_shoes as (

                select
                    user_id,
                    worn_item_id,
                    worn_title,
                    purchased_at,
                    end_of_life_date,
                    days_left,
                    list(title order by rank) as suggestions
                from shoes.replacement_suggestions
                where (days_left < 0) = $is_overdue and $user_id in ('', user_id)
                group by all

            )

            select
                *,
                count(*) over () as found
            from worn_shoes
            order by abs(days_left), length(user_id), user_id, worn_item_id
            limit $limit
            """,
            {"is_overdue": is_overdue, "user_id": user_id.strip(), "limit": limit},
        )

    # ----------------------------------------------------------------------------------
    # Daily reactions
    # ----------------------------------------------------------------------------------

    def reaction_groups(self) -> list[Row]:
        """Return the genders and cities of senders there are."""
        self._check("dating")
        return self._records(
            """
            select distinct
                gender,
                city
            from dating.daily_reactions
            order by gender = 'unknown', gender, city = 'unknown', city
            """
        )

    def reactions_by_day(
        self,
        genders: list[str] | None = None,
        cities: list[str] | None = None,
        days: int | None = None,
    ) -> list[Row]:
        """Return reactions per day, of the senders and the latest days asked for.

        Percentages stand for the day and, as `_of_week`, for the seven days up to it.
        """
        return self._reactions(
            """
            by_day as (

                select
                    day,
                    sum(total_interactions) as total_interactions,
                    sum(likes) as likes,
                    sum(dislikes) as dislikes,
                    sum(matches) as matches
                from senders
                group by day

            ),

            by_week as (

                select
                    *,
                    sum(total_interactions) over week_before as interactions_of_week,
                    sum(likes) over week_before as likes_of_week,
                    sum(matches) over week_before as matches_of_week
                from by_day
                window week_before as (
                    order by day
                    range between interval 6 days preceding and current row
                )

            )

            select
                day,
                cast(total_interactions as bigint) as total_interactions,
                cast(likes as bigint) as likes,
                cast(dislikes as bigint) as dislikes,
                cast(matches as bigint) as matches,
                likes / total_interactions as like_share,
                matches / total_interactions as match_share,
                likes_of_week / interactions_of_week as like_share_of_week,
                matches_of_week / interactions_of_week as match_share_of_week
            from by_week
            where $days is null or day > (select max(day) from by_day) - $days
            order by day
            """,
            genders,
            cities,
            days,
        )

    def reactions_by_sender(
        self,
        genders: list[str] | None = None,
        cities: list[str] | None = None,
        days: int | None = None,
    ) -> list[Row]:
        """Return reactions per gender and city, the like share with its 95 % bounds."""
        return self._reactions(
            f"""
            latest as (

                select * from senders
                where $days is null or day > (select max(day) from senders) - $days

            ),

            by_sender as (

                select
                    gender,
                    city,
                    sum(total_interactions) as total_interactions,
                    sum(likes) as likes,
                    sum(matches) as matches
                from latest
                group by gender, city

            )

            select
                gender,
                city,
                cast(total_interactions as bigint) as total_interactions,
                cast(likes as bigint) as likes,
                cast(matches as bigint) as matches,
                likes / total_interactions as like_share,
                matches / total_interactions as match_share,
                {WILSON.format(sign="-")} as lower_like_share,
                {WILSON.format(sign="+")} as upper_like_share
            from by_sender
            order by gender, city
            """,
            genders,
            cities,
            days,
        )

    def _reactions(
        self,
        sql: str,
        genders: list[str] | None,
        cities: list[str] | None,
        days: int | None,
    ) -> list[Row]:
        """Ask about the `senders` of these genders and cities; none: all there are."""
        self._check("dating")
        if days is not None and days < 1:
            raise InvalidArgumentError(f"days has to be at least 1, not {days}")
        return self._records(
            f"""
            with

            senders as (

                select * from dating.daily_reactions
                where
                    list_contains(coalesce($genders, [gender]), gender)
                    and list_contains(coalesce($cities, [city]), city)

            ),

            {sql}
            """,
            {"genders": genders or None, "cities": cities or None, "days": days},
        )

    # ----------------------------------------------------------------------------------
    # Recommendation health
    # ----------------------------------------------------------------------------------

    def recommendation_health(self) -> Row:
        """Return the measures of the recommendations of pings over all days."""
        self._check("pings")
        rows = self._records(
            """
            select * exclude (period, day)
            from pings.recommendation_health
            where period = 'all'
            """
        )
        return rows[0] if rows else {}

    def recommendation_health_by_day(self, days: int | None = None) -> list[Row]:
        """Return a row per measure and day: measure, day, value, mean_of_week.

        The mean is over the values of the seven days up to the day.
        """
        self._check("pings")
        return self._records(
            """
            with

            by_day as (

                select * exclude (period)
                from pings.recommendation_health
                where day is not null

            ),

            measures as (

                unpivot by_day
                on columns(* exclude (day))
                into name measure value value

            ),

            smoothed as (

                select
                    *,
                    avg(value) over (
                        partition by measure
                        order by day
                        range between interval 6 days preceding and current row
                    ) as mean_of_week
                from measures

            )

            select * from smoothed
            where $days is null or day > (select max(day) from by_day) - $days
            order by measure, day
            """,
            {"days": days},
        )

    # ----------------------------------------------------------------------------------
    # Evaluation
    # ----------------------------------------------------------------------------------

    def evaluation_runs(self) -> list[Row]:
        """Return the evaluations, by domain, the latest first."""
        tables = self._rows(
            """
            select table_name
            from duckdb_tables()
            where schema_name = 'evaluation' and table_name in ('runs', 'metrics')
            """
        )
        if len(tables) < 2:
            return []
        return self._records(
            """
            select
                *,
                (
                    select list(distinct k order by k)
                    from evaluation.metrics as metrics
                    where metrics.run_id = runs.run_id
                ) as cutoffs,
                (
                    select list(distinct segment_type order by segment_type)
                    from evaluation.metrics as metrics
                    where metrics.run_id = runs.run_id and segment_type != 'all'
                ) as segment_types
            from evaluation.runs as runs
            where run_id in (select run_id from evaluation.metrics)
            order by domain, as_of desc nulls last, run_id
            """
        )

    def evaluation_metrics(
        self, run_id: str, k: int, segment_type: str = "all"
    ) -> list[Row]:
        """Return the metrics at k of a run, for all users or by segments of a type.

        Segments come in the order of the first number in their names.
        """
        return self._records(
            r"""
            select * exclude (run_id)
            from evaluation.metrics
            where run_id = $run_id and k = $k and segment_type = $segment_type
            order by
                metric,
                try_cast(regexp_extract(segment, '\d+') as bigint) nulls last,
                segment
            """,
            {"run_id": run_id, "k": k, "segment_type": segment_type},
        )
