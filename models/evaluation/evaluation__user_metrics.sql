{{ config(enabled=recmart.is_wanted('evaluation')) }}

{% call(domain, run) recmart.of_evaluated_domains(
    columns={
        'list_name': dbt.type_string(),
        'k': 'integer',
        'user_id': dbt.type_string(),
        'recall': recmart.type_double(),
        'hit_rate': recmart.type_double(),
        'precision': recmart.type_double(),
        'ndcg': recmart.type_double(),
        'mrr': recmart.type_double(),
        'map': recmart.type_double(),
        'novelty': recmart.type_double(),
        'average_popularity': recmart.type_double(),
        'intra_list_diversity': recmart.type_double(),
        'calibration': recmart.type_double(),
        'new_item_recall': recmart.type_double(),
    },
) -%}
{%- set is_asked = recmart.evaluation_settings(domain).category or not execute -%}
{%- set items = ref('int_' ~ domain ~ '__items') if is_asked else none -%}
{%- set category = recmart.evaluated_category(domain, items) if is_asked else none -%}
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

    {{ recmart.user_metrics(
        lists='lists',
        holdout='holdout',
        popularity=ref('int_' ~ domain ~ '__item_popularity'),
        user_items=ref('int_' ~ domain ~ '__user_items'),
        item_pairs=ref('int_' ~ domain ~ '__item_pairs'),
        categories=items if category else none,
        category=category,
    ) | indent(4) }}

)

select * from user_metrics
{%- endcall %}
