{% macro interpreted_events(events) %}
    {#- The general domain's events with what each is evidence of. -#}
    {%- do recmart.check_arguments('interpreted_events', {
        'events': ['relation', events],
    }) -%}
with

types as (

    {{ recmart.event_types(events, 'custom') | indent(4) }}

),

-- Dealt by type, most events are one task's: Spark is told that the types are few.
typed as (

    select /*+ broadcast(types) */
        events.*,
        types.type_sign,
        types.type_weight,
        -- What is in a basket was bought, also where no type says so.
        case
            when events.event_type is null and events.basket_id is not null
                then 'purchase'
            else types.type_word
        end as type_word
    from {{ events }} as events
    left join types on events.event_type is not distinct from types.event_type

),

interpreted_rows as (

    select
        user_id,
        item_id,
        occurred_at,
        is_visible,
        coalesce(event_type, 'interaction') as event_type,
        cast(
            {{ recmart.custom_strength('weight', 'event_type') | indent(12) }}
            as {{ recmart.type_double() }}
        ) as strength,
        {{ recmart.custom_is_negative('weight', 'event_type') | indent(8) }} as is_negative,
        {{ recmart.custom_is_use('weight', 'event_type') | indent(8) }} as is_use,
        {{ recmart.custom_takes_back('weight', 'event_type') | indent(8) }} as takes_back,
        coalesce(type_word = 'purchase', false) as is_purchase,
        type_word as word,
        1 as gain,
        basket_id,
        row_number
    from typed

),

standing as (

    {{ recmart.latest_words(
        events='interpreted_rows',
        columns=[
            'user_id', 'item_id', 'occurred_at', 'is_visible', 'event_type', 'strength',
            'is_negative', 'gain', 'basket_id', 'is_use', 'is_purchase', 'row_number',
        ],
        sequence='row_number',
    ) | indent(4) }}

)

select * from standing
{% endmacro %}
