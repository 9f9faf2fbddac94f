{{ config(
    materialized='table',
    schema='intermediate',
    enabled=recmart.is_wanted('evaluation'),
) }}

{% call(domain, run) recmart.of_evaluated_domains(
    columns={
        'list_name': dbt.type_string(),
        'user_id': dbt.type_string(),
        'rank': 'integer',
        'item_id': dbt.type_string(),
    },
) -%}
{%- set own_candidates = recmart.evaluation_settings(domain).popular_candidates -%}
{%- set merchandising = recmart.merchandising_of(domain) -%}
{%- set popularity = ref('int_' ~ domain ~ '__item_popularity') -%}
with

holdout as (

    select * from {{ ref('int_evaluation__holdout') }}
    where domain = '{{ domain }}'

),

users as (

    select user_id
    from {{ ref('int_' ~ domain ~ '__users') }}
    where user_id in (select holdout.user_id from holdout)

),

{% if merchandising -%}
-- What a shop hides is shown in no popular list either.
shown_items as (

    select
        item_id,
        row_number() over (order by rank) as rank
    from {{ popularity }}
    where
        item_id not in (
            {{ recmart.hidden_items(merchandising) | indent(12) }}
        )

),

{% endif -%}
popular_candidates as (

    {{ recmart.popular_candidates(
        users='users',
        popularity='shown_items' if merchandising else popularity,
        exclusions=ref('int_' ~ domain ~ '__exclusions'),
        candidates=recmart.length_of_lists(),
    ) | indent(4) }}

),

lists as (

    {{ recmart.evaluated_lists(
        recommendations=ref(domain ~ '__recommendations'),
        popular_candidates=ref(own_candidates) if own_candidates else 'popular_candidates',
        exclusions=ref('int_' ~ domain ~ '__exclusions'),
        holdout='holdout',
        list_size=recmart.length_of_lists(),
    ) | indent(4) }}

)

select * from lists
{%- endcall %}
