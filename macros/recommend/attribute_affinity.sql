{% macro attribute_affinity(interactions, items, attribute) %}
    {#- For each user and value of an attribute: on how many items of it (`items`) the
        user had how many events (`events`), and their share of all of the user's
        events (`affinity`, 0 to 1), those on items without the attribute or outside
        of the catalogue included. -#}
    {%- do recmart.check_arguments('attribute_affinity', {
        'interactions': ['relation', interactions],
        'items': ['relation', items],
        'attribute': ['string', attribute],
    }) -%}
with

interactions as (

    select
        user_id,
        item_id
    from {{ interactions }}

),

events_of_user as (

    select
        user_id,
        count(*) as events
    from interactions
    group by user_id

),

events_on_attribute as (

    select
        interactions.user_id,
        items.{{ attribute }},
        count(*) as events,
        count(distinct interactions.item_id) as items
    from interactions
    inner join {{ items }} as items on interactions.item_id = items.item_id
    where items.{{ attribute }} is not null
    group by interactions.user_id, items.{{ attribute }}

)

select
    events_on_attribute.user_id,
    events_on_attribute.{{ attribute }},
    events_on_attribute.items,
    events_on_attribute.events,
    cast(events_on_attribute.events as {{ recmart.type_double() }})
    / events_of_user.events as affinity
from events_on_attribute
inner join events_of_user on events_on_attribute.user_id = events_of_user.user_id
{% endmacro %}
