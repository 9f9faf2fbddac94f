{% macro user_metrics(
    lists,
    holdout,
    popularity,
    user_items,
    item_pairs,
    categories=none,
    category='category',
    new_item_max_users=5
) %}
    {%- do recmart.check_arguments('user_metrics', {
        'lists': ['relation', lists],
        'holdout': ['relation', holdout],
        'popularity': ['relation', popularity],
        'user_items': ['relation', user_items],
        'item_pairs': ['relation', item_pairs],
        'categories': ['optional[relation]', categories],
        'category': ['optional[string]', category],
        'new_item_max_users': ['integer', new_item_max_users],
    }) -%}
    {%- set cutoffs = recmart.evaluation_cutoffs() -%}
    {%- set list_names = ['recommendations', 'popular'] -%}
with

{% for list_name in list_names -%}
{{ list_name }}_lists as (

    select
        user_id,
        rank,
        item_id
    from {{ lists }}
    where list_name = '{{ list_name }}'

),

{{ list_name }}_accuracy as (

    {{ recmart.accuracy_metrics(
        list_name ~ '_lists', holdout, cutoffs
    ) | indent(4) }}

),

{{ list_name }}_quality as (

    {{ recmart.list_metrics(
        list_name ~ '_lists', popularity, user_items, item_pairs, cutoffs,
        categories, category
    ) | indent(4) }}

),

{{ list_name }}_new_items as (

    {{ recmart.new_item_recall(
        list_name ~ '_lists', holdout, popularity, cutoffs, new_item_max_users
    ) | indent(4) }}

){{ "," if not loop.last }}

{% endfor -%}
{% for list_name in list_names -%}
select
    '{{ list_name }}' as list_name,
    accuracy.k,
    accuracy.user_id,
    accuracy.recall,
    accuracy.hit_rate,
    accuracy.precision,
    accuracy.ndcg,
    accuracy.mrr,
    accuracy.map,
    quality.novelty,
    quality.average_popularity,
    quality.intra_list_diversity,
    quality.calibration,
    new_items.new_item_recall
from {{ list_name }}_accuracy as accuracy
left join {{ list_name }}_quality as quality
    on accuracy.user_id = quality.user_id and accuracy.k = quality.k
left join {{ list_name }}_new_items as new_items
    on accuracy.user_id = new_items.user_id and accuracy.k = new_items.k
{{ "union all" if not loop.last }}
{% endfor %}
{% endmacro %}
