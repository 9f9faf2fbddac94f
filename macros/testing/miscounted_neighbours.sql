{% macro miscounted_neighbours(recommendations, source, neighbours, users, likes, says) %}
    {#- Reasons of a source, of the first five of each list, that name another number of
        neighbours than like the item, or the taste of a single one. -#}
    {%- do recmart.check_arguments('miscounted_neighbours', {
        'recommendations': ['relation', recommendations],
        'source': ['string', source],
        'neighbours': ['relation', neighbours],
        'users': ['relation', users],
        'likes': ['relation', likes],
        'says': ['string', says],
    }) -%}
with

recommendations as (

    select
        user_id,
        item_id,
        reason
    from {{ recommendations }}
    where source = '{{ source }}' and rank <= 5

),

neighbours as (

    select
        users.user_id,
        other_users.user_id as other_user_id,
        count(*) over (partition by users.user_id) as neighbours
    from {{ neighbours }} as neighbours
    inner join {{ users }} as users on neighbours.user_number = users.user_number
    inner join {{ users }} as other_users
        on neighbours.other_user_number = other_users.user_number
    where users.user_id != other_users.user_id

),

counted as (

    select
        recommendations.user_id,
        recommendations.item_id,
        count(*) as liking_neighbours,
        max(neighbours.neighbours) as neighbours
    from recommendations
    inner join neighbours on recommendations.user_id = neighbours.user_id
    inner join {{ likes }} as likes
        on
            neighbours.other_user_id = likes.user_id
            and recommendations.item_id = likes.item_id
    group by recommendations.user_id, recommendations.item_id

)

select recommendations.*
from recommendations
left join counted
    on
        recommendations.user_id = counted.user_id
        and recommendations.item_id = counted.item_id
where
    coalesce(counted.liking_neighbours, 0) < 2
    or recommendations.reason != '{{ says }} '
    || cast(counted.liking_neighbours as {{ dbt.type_string() }})
    || ' of the '
    || cast(counted.neighbours as {{ dbt.type_string() }})
    || ' people most like you'
{% endmacro %}
