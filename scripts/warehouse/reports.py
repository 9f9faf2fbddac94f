"""What the app asks beyond the lists: who is there, why, and how the business goes.

Like the lists, every report is a query with bound parameters on a database that is only
read, and comes back as plain dictionaries. All arithmetic is in the SQL.

    with Reports() as reports:
        reports.users("streaming", "jakarta")
        reports.reactions_by_day(cities=["London"])
"""

from __future__ import annotations

from scripts.warehouse.business import Business
from scripts.warehouse.picking import Picking, Row

# Here a score tells whether the other already likes the user, so that only the shares
# of its parts are given away.
RECIPROCAL_DOMAINS = {"dating"}
PEOPLE = {"item": "person", "items": "people"}


def called(what: str, domain: str) -> str:
    """Return what users or items are called: in dating items are people."""
    return PEOPLE.get(what, what) if domain in RECIPROCAL_DOMAINS else what


class Reports(Picking, Business):
    """A warehouse that also answers what an analyst asks about it."""

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
