{% macro item_similarity(weights, popularity, likes, neighbours=100) %}
    {%- do recmart.check_arguments('item_similarity', {
        'weights': ['relation', weights],
        'popularity': ['relation', popularity],
        'likes': ['relation', likes],
        'neighbours': ['integer', neighbours],
    }) -%}
with

likes as (

    select * from {{ likes }}

),

counts as (

    select
        item_rank,
        count(*) as liking_users
    from likes
    group by item_rank

),

items as (

    select
        popularity.item_id,
        popularity.title,
        counts.item_rank,
        counts.liking_users
    from counts
    inner join {{ popularity }} as popularity on counts.item_rank = popularity.rank

),

community as (

    select count(distinct user_number) as all_users from likes

),

neighbours as (

    select
        *,
        row_number() over (
            partition by item_rank order by weight desc, other_item_rank
        ) as rank
    from {{ weights }}
    where weight > 0

),

measured as (

    select
        item.item_id,
        other_item.item_id as similar_item_id,
        item.title as item_title,
        other_item.title as similar_item_title,
        neighbours.rank,
        neighbours.users_in_common,
        cast(neighbours.users_in_common as {{ recmart.type_double() }}) / sqrt(
            cast(item.liking_users * other_item.liking_users as {{ recmart.type_double() }})
        ) as cosine,
        cast(neighbours.users_in_common as {{ recmart.type_double() }}) / (
            item.liking_users + other_item.liking_users - neighbours.users_in_common
        ) as jaccard,
        cast(neighbours.users_in_common as {{ recmart.type_double() }})
        * community.all_users
        / (item.liking_users * other_item.liking_users) as lift,
        {{ recmart.log_likelihood_ratio(
            'neighbours.users_in_common',
            'item.liking_users',
            'other_item.liking_users',
            'community.all_users'
        ) | indent(8) }} as log_likelihood_ratio,
        cast(neighbours.weight as {{ recmart.type_double() }})
        / {{ recmart.fixed_point() }} as score
    from neighbours
    inner join items as item on neighbours.item_rank = item.item_rank
    inner join items as other_item
        on neighbours.other_item_rank = other_item.item_rank
    cross join community
    where neighbours.rank <= {{ neighbours }}

)

select * from measured
order by item_id, rank
{% endmacro %}
