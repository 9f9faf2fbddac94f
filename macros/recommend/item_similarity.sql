{% macro item_similarity(
    pairs,
    popularity,
    user_items,
    item_exponent=0.2,
    neighbour_exponent=0.3,
    neighbours=200,
    min_users_in_common=1
) %}
with

pairs as (

    select * from {{ pairs }}
    where users_in_common >= {{ min_users_in_common }}

),

popularity as (

    select
        item_id,
        title,
        rank as item_rank,
        liking_users,
        power(cast(liking_users as double), -0.5) as norm,
        power(cast(liking_users as double), {{ neighbour_exponent }}) as boost,
        max(power(cast(liking_users as double), {{ neighbour_exponent }})) over ()
            as largest_boost
    from {{ popularity }}
    where liking_users > 0

),

community as (

    select count(distinct user_id) as all_users
    from {{ user_items }}
    where is_liked

),

-- What ranks the neighbours of one item, as a whole number; the item's own factor
-- n_i^(-x) is the same for all of them.
directed as (

    select
        pairs.item_rank,
        pairs.other_item_rank,
        cast(round(
            1073741824 * pairs.cooccurrence * item.norm * other_item.norm
            * other_item.boost / other_item.largest_boost
        ) as {{ dbt.type_bigint() }}) as closeness
    from pairs
    inner join popularity as item on pairs.item_rank = item.item_rank
    inner join popularity as other_item
        on pairs.other_item_rank = other_item.item_rank

    union all

    select
        pairs.other_item_rank as item_rank,
        pairs.item_rank as other_item_rank,
        cast(round(
            1073741824 * pairs.cooccurrence * item.norm * other_item.norm
            * item.boost / item.largest_boost
        ) as {{ dbt.type_bigint() }}) as closeness
    from pairs
    inner join popularity as item on pairs.item_rank = item.item_rank
    inner join popularity as other_item
        on pairs.other_item_rank = other_item.item_rank

),

neighbours as (

    {{ recmart.top_n(
        relation='directed',
        partition_by='item_rank',
        item='other_item_rank',
        score='closeness',
        n=neighbours
    ) | indent(4) }}

),

measured as (

    select
        item.item_id,
        other_item.item_id as similar_item_id,
        item.title as item_title,
        other_item.title as similar_item_title,
        neighbours.rank,
        pairs.users_in_common,
        pairs.users_in_common * item.norm * other_item.norm as cosine,
        cast(pairs.users_in_common as double) / (
            item.liking_users + other_item.liking_users - pairs.users_in_common
        ) as jaccard,
        cast(pairs.users_in_common as double) * community.all_users
        / (item.liking_users * other_item.liking_users) as lift,
        {{ recmart.log_likelihood_ratio(
            'pairs.users_in_common',
            'item.liking_users',
            'other_item.liking_users',
            'community.all_users'
        ) | indent(8) }} as log_likelihood_ratio,
        power(cast(item.liking_users as double), -{{ item_exponent }})
        * pairs.cooccurrence * item.norm * other_item.norm
        * other_item.boost as score
    from neighbours
    inner join pairs
        on
            pairs.item_rank
            = least(neighbours.item_rank, neighbours.other_item_rank)
            and pairs.other_item_rank
            = greatest(neighbours.item_rank, neighbours.other_item_rank)
    inner join popularity as item on neighbours.item_rank = item.item_rank
    inner join popularity as other_item
        on neighbours.other_item_rank = other_item.item_rank
    cross join community

)

select * from measured
order by item_id, rank
{% endmacro %}
