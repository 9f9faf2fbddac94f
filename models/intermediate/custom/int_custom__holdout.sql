{{ config(enabled=recmart.is_wanted('custom')) }}

{% set is_backtest = recmart.as_of() is not none -%}
with

-- A build as of a moment holds out what came later, any other the user's file. Of the
-- file also items count that the build cannot know, as in published benchmarks.
events as (

    select
        user_id,
        item_id,
        occurred_at,
        is_visible,
        strength,
        is_negative
    from {{ ref('int_custom__events') }}
    where {{ is_backtest }}

    union all

    select
        user_id,
        item_id,
        occurred_at,
        false as is_visible,
        {{ recmart.custom_strength('weight') }} as strength,
        false as is_negative
    from {{ ref('stg_custom__holdout') }}
    where not {{ is_backtest }}

),

holdout as (

    {{ recmart.held_out(
        events='events',
        items=ref('int_custom__items') if is_backtest else none,
        exclusions=ref('int_custom__exclusions'),
    ) | indent(4) }}

)

select * from holdout
