{{ config(enabled=recmart.is_wanted('evaluation')) }}

{% call(domain, run) recmart.of_evaluated_domains(
    columns={
        'segment_type': dbt.type_string(),
        'segment': dbt.type_string(),
        'k': 'integer',
        'metric': dbt.type_string(),
        'users': dbt.type_bigint(),
        'value': recmart.type_double(),
        'lower': recmart.type_double(),
        'upper': recmart.type_double(),
        'popular_value': recmart.type_double(),
        'difference': recmart.type_double(),
        'difference_lower': recmart.type_double(),
        'difference_upper': recmart.type_double(),
        'p_value': recmart.type_double(),
    },
) -%}
{%- set segments = recmart.evaluation_settings(domain).segments -%}
{%- set users = ref('int_' ~ domain ~ '__users') -%}
{%- do recmart.check_evaluated_columns(
    domain, 'segment', users, segments.values() | list
) -%}
with

holdout as (

    select * from {{ ref('int_evaluation__holdout') }}
    where domain = '{{ domain }}'

),

lists as (

    select * from {{ ref('int_evaluation__lists') }}
    where domain = '{{ domain }}'

),

user_metrics as (

    select * from {{ ref('evaluation__user_metrics') }}
    where run_id = {{ dbt.string_literal(run.run_id) }}

),

metrics as (

    {{ recmart.segment_metrics(
        lists='lists',
        user_metrics='user_metrics',
        holdout='holdout',
        users=users,
        user_items=ref('int_' ~ domain ~ '__user_items'),
        items=ref('int_' ~ domain ~ '__items'),
        segments=segments,
    ) | indent(4) }}

)

select * from metrics
{%- endcall %}
