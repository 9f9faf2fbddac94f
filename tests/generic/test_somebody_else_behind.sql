{% test somebody_else_behind(
    model, interactions, items, says, together='user_id', users=200
) %}
{#- A reason that names an item: the user likes that item, and somebody else likes it and
    the one recommended (`together`: bought both in one basket). All of it worked out from
    the contract, for the `users` first users by a hash. -#}
with

asked_users as (

    select user_id
    from (select distinct user_id from {{ model }}) as users
    order by md5(user_id), user_id
    limit {{ users }}

),

reasons as (

    select
        user_id,
        item_id,
        reason
    from {{ model }}
    where
        reason like '{{ says }} %'
        and user_id in (select user_id from asked_users)

),

likes as (

    select
        user_id,
        {{ together }} as holder,
        item_id
    from {{ interactions }}
    -- Where nothing is said nothing is read.
    where exists (select 1 from reasons)
    group by user_id, {{ together }}, item_id
    having
        sum(strength) > 0
        and coalesce(
            min(case when is_negative then age_days end)
            >= min(case when strength > 0 then age_days end),
            true
        )

),

named as (

    select
        reasons.user_id,
        reasons.item_id,
        items.item_id as named_item_id
    from reasons
    inner join likes on reasons.user_id = likes.user_id
    inner join {{ items }} as items on likes.item_id = items.item_id
    where
        items.item_id != reasons.item_id
        and reasons.reason like '{{ says }} %, which you %'
        and substr(
            reasons.reason, 1, length('{{ says }} ' || items.title || ', which you ')
        ) = '{{ says }} ' || items.title || ', which you '

),

supported as (

    select distinct
        named.user_id,
        named.item_id
    from named
    inner join likes as liking_one
        on
            named.named_item_id = liking_one.item_id
            and named.user_id != liking_one.user_id
    inner join likes as liking_both
        on
            liking_one.holder = liking_both.holder
            and named.item_id = liking_both.item_id

)

select reasons.*
from reasons
left join supported
    on reasons.user_id = supported.user_id and reasons.item_id = supported.item_id
where supported.user_id is null

{% endtest %}
