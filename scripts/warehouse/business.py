"""How the business goes: the marts of single domains, as they are."""

from __future__ import annotations

from scripts.warehouse.picking import Row
from scripts.warehouse.warehouse import InvalidArgumentError, Warehouse


class Business(Warehouse):
    """A warehouse that also tells of shoes, reactions and the health of lists."""

    # ----------------------------------------------------------------------------------
    # Shoes
    # ----------------------------------------------------------------------------------

    def shoe_duties(self, user_id: str = "") -> Row:
        """Return as of when the shoes' marts are, and how much is to be done.

        For all customers or for one; nothing where nothing happened.
        """
        self._check("shoes")
        found = self._records(
            """
            with

            notices as (

                select
                    count(*) filter (where is_due) as due_notices,
                    count(*) filter (where not is_due) as coming_notices
                from shoes.care_notices
                where user_id = $user_id

            ),

            worn_shoes as (

                select
                    count(*) filter (where days_left < 0) as overdue_shoes,
                    count(*) filter (where days_left >= 0) as shoes_near_their_end
                from shoes.replacement_suggestions
                where user_id = $user_id and rank = 1

            )

            select * from shoes.duties
            where $user_id = ''

            union all

            select
                duties.as_of,
                notices.*,
                worn_shoes.*
            from shoes.duties
            cross join notices
            cross join worn_shoes
            where $user_id <> ''
            """,
            {"user_id": user_id.strip()},
        )
        return found[0] if found else {}

    def care_notices_by_week(self) -> list[Row]:
        """Return how many care notices fall into each week (from Monday).

        A week is due when all of its notices are.
        """
        self._check("shoes")
        return self._records(
            """
            select
                week_start,
                notices,
                if(due_notices = notices, 'due', 'coming') as state
            from shoes.weekly_care_notices
            order by week_start
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

    def worn_shoes_by_week(self) -> list[Row]:
        """Return how many worn shoes have how many weeks left, below 0: overdue."""
        self._check("shoes")
        return self._records(
            """
            select
                weeks_left,
                shoes,
                if(weeks_left < 0, 'overdue', 'near its end') as state
            from shoes.worn_shoes_by_week
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

        Shares stand for the day and, as `_of_week`, for the seven days up to it.
        """
        self._check("dating")
        if days is not None and days < 1:
            raise InvalidArgumentError(f"days has to be at least 1, not {days}")
        return self._records(
            """
            select
                day,
                cast(sum(total_interactions) as bigint) as total_interactions,
                cast(sum(likes) as bigint) as likes,
                cast(sum(dislikes) as bigint) as dislikes,
                cast(sum(matches) as bigint) as matches,
                sum(likes) / sum(total_interactions) as like_share,
                sum(matches) / sum(total_interactions) as match_share,
                sum(likes_of_week) / sum(interactions_of_week) as like_share_of_week,
                sum(matches_of_week) / sum(interactions_of_week) as match_share_of_week
            from dating.rolling_reactions
            where
                list_contains(coalesce($genders, [gender]), gender)
                and list_contains(coalesce($cities, [city]), city)
                and (
                    $days is null
                    or days_ago between 0 and $days - 1
                )
            group by day
            having sum(total_interactions) > 0
            order by day
            """,
            {"genders": genders or None, "cities": cities or None, "days": days},
        )

    def reactions_by_sender(
        self,
        genders: list[str] | None = None,
        cities: list[str] | None = None,
        days: int | None = None,
    ) -> list[Row]:
        """Return reactions per gender and city, the like share with its 95 % bounds.

        They are of all days, or of the last 28 or 7.
        """
        self._check("dating")
        return self._records(
            """
            select * exclude (period)
            from dating.like_shares
            where
                period = $period
                and list_contains(coalesce($genders, [gender]), gender)
                and list_contains(coalesce($cities, [city]), city)
            order by gender, city
            """,
            {
                "genders": genders or None,
                "cities": cities or None,
                "period": f"last {days} days" if days else "all",
            },
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
        """Return a row per measure and day: measure, day, value, mean_of_week."""
        self._check("pings")
        return self._records(
            """
            select * from pings.rolling_health
            where
                $days is null
                or days_ago between 0 and $days - 1
            order by measure, day
            """,
            {"days": days},
        )

    def backtested_hit_rate(self) -> Row | None:
        """Return what the latest backtest gives: hit_rate_at_10, as_of, days.

        Only a backtest has events after its moment to hit. That is one of pings built
        beside this build, with its days, or else the latest that was evaluated.
        """
        self._check("pings")
        tables = set(
            self._rows(
                """
                select schema_name, table_name from duckdb_tables()
                where schema_name in ('backtest_pings', 'evaluation')
                """
            )
        )
        found: list[Row] = []
        if ("backtest_pings", "rolling_health") in tables:
            found = self._records(
                """
                select hit_rate_at_10, null as as_of
                from backtest_pings.recommendation_health
                where period = 'all' and hit_rate_at_10 is not null
                """
            )
            for row in found:
                row["days"] = self._records(
                    """
                    select * from backtest_pings.rolling_health
                    where measure = 'hit_rate_at_10'
                    order by day
                    """
                )
        if not found and {("evaluation", "runs"), ("evaluation", "metrics")} <= tables:
            found = self._records(
                """
                select metrics.value as hit_rate_at_10, runs.as_of, [] as days
                from evaluation.runs as runs
                inner join evaluation.metrics as metrics on runs.run_id = metrics.run_id
                where
                    runs.domain = 'pings'
                    and metrics.metric = 'hit_rate'
                    and metrics.k = 10
                    and metrics.segment_type = 'all'
                order by runs.as_of desc nulls last, runs.run_id
                limit 1
                """
            )
        return found[0] if found else None
