{% macro similar_candidates(
    user_items,
    weights,
    popularity,
    exclusions,
    because='which you liked',
    candidates=40,
    history_size=500,
    evidence_exponent=0,
    recency_exponent=0,
    batches=16
) %}
with

popularity as (

    select item_id, title, rank as item_rank from {{ popularity }}

),

ranked_likes as (

    select
        user_items.user_id,
        popularity.item_rank,
        user_items.evidence,
        row_number() over (
            partition by user_items.user_id
            order by user_items.age_days, popularity.item_rank
        ) as recency_rank,
        -- Items of the same age are equally recent.
        rank() over (
            partition by user_items.user_id order by user_items.age_days
        ) as shared_recency_rank
    from {{ user_items }} as user_items
    inner join popularity on user_items.item_id = popularity.item_id
    where user_items.is_liked

),

affinities as (

    select
        user_id,
        item_rank,
        power(evidence, {{ evidence_exponent }})
        * power(cast(shared_recency_rank as double), -{{ recency_exponent }}) as affinity
    from ranked_likes
    where recency_rank <= {{ history_size }}

),

users as (

    select
        user_id,
        max(affinity) as largest_affinity,
        row_number() over (order by user_id) as user_number
    from affinities
    group by user_id

),

history as (

    select
        users.user_number,
        affinities.item_rank,
        cast(
            round(1024 * affinities.affinity / users.largest_affinity)
            as {{ dbt.type_bigint() }}
        ) as affinity
    from affinities
    inner join users on affinities.user_id = users.user_id

),

weights as (

    select * from {{ weights }}

),

barred as (

    select
        users.user_number,
        popularity.item_rank
    from {{ exclusions }} as exclusions
    inner join users on exclusions.user_id = users.user_id
    inner join popularity on exclusions.item_id = popularity.item_id

),

-- User and item packed into one key halve the work of the largest aggregate; what
-- is barred comes in as a sum that no evidence outweighs. In batches of users, one
-- after another, it stays small enough for memory.
{% for batch in range(batches) -%}
evidence_{{ batch }} as (

    select
        {{ recmart.pack('history.user_number', 'weights.other_item_rank') }} as user_item,
        history.affinity * weights.weight as contribution
    from history
    inner join weights on history.item_rank = weights.item_rank
    where history.user_number % {{ batches }} = {{ batch }}

    union all

    select
        {{ recmart.pack('user_number', 'item_rank') }} as user_item,
        -1152921504606846976 as contribution
    from barred
    where user_number % {{ batches }} = {{ batch }}

),

scores_{{ batch }} as (

    select
        {{ recmart.unpack_first('user_item') }} as user_number,
        {{ recmart.unpack_second('user_item') }} as item_rank,
        sum(contribution) as score
    from evidence_{{ batch }}
    group by user_item
    having sum(contribution) > 0

),

{% endfor -%}
best as (

    {% for batch in range(batches) -%}
    {{ recmart.top_n(
        relation='scores_' ~ batch,
        partition_by='user_number',
        item='item_rank',
        score='score',
        n=candidates
    ) | indent(4) }}
    {{ "union all" if not loop.last }}
    {% endfor %}
),

contributions as (

    select
        best.user_number,
        best.item_rank,
        history.item_rank as because_item_rank,
        history.affinity * weights.weight as contribution
    from best
    inner join history on best.user_number = history.user_number
    inner join weights
        on
            history.item_rank = weights.item_rank
            and best.item_rank = weights.other_item_rank

),

causes as (

    {{ recmart.top_n(
        relation='contributions',
        partition_by='user_number, item_rank',
        item='because_item_rank',
        score='contribution',
        n=1
    ) | indent(4) }}

)

select
    users.user_id,
    popularity.item_id,
    cast(best.score as double) / 1125899906842624 as score,
    because.item_id as because_item_id,
    'similar to ' || because.title || ', {{ because }}' as reason
from best
inner join causes
    on
        best.user_number = causes.user_number
        and best.item_rank = causes.item_rank
inner join users on best.user_number = users.user_number
inner join popularity on best.item_rank = popularity.item_rank
inner join popularity as because on causes.because_item_rank = because.item_rank
{% endmacro %}
