{% macro is_shown(item_rank, popularity, merchandising) -%}
    {#- Whether an item is hidden from nobody: what is not shown takes no place among the
        best of a source. -#}
    {%- do recmart.check_arguments('is_shown', {
        'item_rank': ['string', item_rank],
        'popularity': ['relation', popularity],
        'merchandising': ['relation', merchandising],
    }) -%}
{{ item_rank }} not in (
    select popularity.rank from {{ popularity }} as popularity
    where
        popularity.item_id in (
            {{ recmart.hidden_items(merchandising) | indent(12) }}
        )
)
{%- endmacro %}
