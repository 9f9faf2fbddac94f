{{ config(materialized='view', enabled=recmart.is_wanted('custom')) }}

{%- set cut = var('custom_cut') -%}
{%- set back = var('custom_cut_back') -%}
{%- if cut not in ['time', 'last_basket', 'latest', 'sample'] -%}
    {{ exceptions.raise_compiler_error(
        "var custom_cut: '" ~ cut ~ "' is not one of time, last_basket, latest, sample."
    ) }}
{%- endif %}
{%- if back not in [0, 1, 2, 3] -%}
    {{ exceptions.raise_compiler_error(
        "var custom_cut_back: '" ~ back ~ "' is not one of 0, 1, 2, 3."
    ) }}
{%- endif -%}
{%- set share = var('custom_cut_share') -%}
{%- if share is not number or share <= 0 or share * (back + 1) >= 1 -%}
    {{ exceptions.raise_compiler_error(
        "var custom_cut_share: '" ~ share ~ "' is not above 0, or with custom_cut_back "
        ~ back ~ " leaves nothing to know."
    ) }}
{%- endif -%}
{#- What is hidden begins and ends at these shares, and at these hashes. -#}
{%- set starts, ends = (share * back) | round(9), (share * (back + 1)) | round(9) -%}
{%- set first_hash = '%08x' | format((4294967296 * share * back) | int) -%}
{%- set next_hash = '%08x' | format((4294967296 * share * (back + 1)) | int) %}

with

interactions as (

    select * from {{ ref('stg_custom__interactions') }}

)

{%- if cut == 'last_basket' %},

baskets as (

    select
        user_id,
        basket_id,
        -- What was only given back is nothing to ask for, and is hidden with what it
        -- comes after.
        1 + coalesce(
            sum(max(case when coalesce(weight, 1) > 0 then 1 else 0 end)) over (
                partition by user_id
                order by max(occurred_at) desc nulls last, max(row_number) desc
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as baskets_from_last
    from interactions
    where basket_id is not null
    group by user_id, basket_id

)
{%- elif cut == 'latest' %},

-- When a user came to know an item counts: what follows is as hidden as that.
first_times as (

    select
        user_id,
        item_id,
        percent_rank() over (
            partition by user_id
            order by min(occurred_at) desc nulls last, min(row_number) desc
        ) as share_from_last
    from interactions
    group by user_id, item_id

)
{%- endif %},

events as (

    select
        interactions.user_id,
        interactions.item_id,
        interactions.occurred_at,
        {% if recmart.as_of() is none -%}
        true
        {%- elif cut == 'last_basket' -%}
        coalesce(baskets.baskets_from_last, {{ back + 2 }}) > {{ back + 1 }}
        {%- elif cut == 'latest' -%}
        first_times.share_from_last >= {{ ends }}
        {%- elif cut == 'sample' -%}
        md5(interactions.user_id || '|' || interactions.item_id)
        >= '{{ next_hash }}'
        {%- if back %}
        or md5(interactions.user_id || '|' || interactions.item_id)
        < '{{ first_hash }}'
        {%- endif %}
        {%- else -%}
        coalesce({{ recmart.is_visible('interactions.occurred_at') }}, true)
        {%- endif %} as is_visible,
        interactions.event_type,
        interactions.weight,
        interactions.basket_id,
        interactions.row_number
    from interactions
    {%- if cut == 'last_basket' %}
    left join baskets
        on
            interactions.user_id = baskets.user_id
            and interactions.basket_id = baskets.basket_id
    {%- elif cut == 'latest' %}
    left join first_times
        on
            interactions.user_id = first_times.user_id
            and interactions.item_id = first_times.item_id
    {%- endif %}
    {%- if recmart.as_of() is not none and back and cut == 'last_basket' %}
    where coalesce(baskets.baskets_from_last, {{ back + 2 }}) > {{ back }}
    {%- elif recmart.as_of() is not none and back and cut == 'latest' %}
    where first_times.share_from_last >= {{ starts }}
    {%- endif %}

    -- What a build as of a moment has in its own future, any other has in a file.
    union all

    select
        user_id,
        item_id,
        occurred_at,
        false as is_visible,
        event_type,
        weight,
        basket_id,
        row_number
    from {{ ref('stg_custom__holdout') }}
    where {{ recmart.as_of() is none }}

),

interpreted as (

    {{ recmart.interpreted_events(events='events') | indent(4) }}

)

select * from interpreted
