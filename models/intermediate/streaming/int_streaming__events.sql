{{ config(materialized='view') }}

with

staged as (

    select * from {{ ref('stg_streaming__events') }}

),

types as (

    {{ recmart.event_types('staged', 'streaming') | indent(4) }}

),

-- Dealt by type, most events are one task's: Spark is told that the types are few.
events as (

    select /*+ broadcast(types) */
        staged.user_id,
        staged.item_id,
        staged.occurred_at,
        {{ recmart.is_visible('staged.occurred_at') }} as is_visible,
        staged.event_type,
        cast(
            {{ recmart.streaming_event_strength(
                'staged.event_type', 'staged.watch_seconds'
            ) | indent(12) }} as {{ recmart.type_double() }}
        ) as strength,
        coalesce(types.type_sign < 0, false) as is_negative,
        types.type_sign is null as takes_back,
        types.type_word as word,
        1 as gain,
        cast(null as {{ dbt.type_string() }}) as basket_id,
        coalesce(staged.watch_seconds, 0) as watch_seconds
    from staged
    left join types on staged.event_type = types.event_type

),

standing as (

    {{ recmart.latest_words(
        events='events',
        columns=[
            'user_id', 'item_id', 'occurred_at', 'is_visible', 'event_type', 'strength',
            'is_negative', 'gain', 'basket_id', 'watch_seconds',
        ],
    ) | indent(4) }}

)

select * from standing
