{{ config(materialized='view') }}

with

events as (

    select
        user_id,
        item_id,
        occurred_at,
        {{ recmart.is_visible('occurred_at') }} as is_visible,
        event_type,
        cast(
            {{ recmart.streaming_event_strength('event_type', 'watch_seconds')
                | indent(12) }} as double
        ) as strength,
        coalesce(
            {{ recmart.event_sign('event_type', 'streaming') | indent(12) }} < 0, false
        ) as is_negative,
        {{ recmart.event_sign('event_type', 'streaming') | indent(8) }} is null
            as takes_back,
        {{ recmart.event_word('event_type', 'streaming') | indent(8) }} as word,
        1 as gain,
        cast(null as {{ dbt.type_string() }}) as basket_id,
        coalesce(watch_seconds, 0) as watch_seconds
    from {{ ref('stg_streaming__events') }}

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
