{% macro wanted_weights(weights) %}
    {#- What of an item's weights speaks for or against an item that is wanted. -#}
    {%- do recmart.check_arguments('wanted_weights', {
        'weights': ['relation', weights],
    }) -%}
    select weights.*
    from {{ recmart.here(weights) }} as weights
    inner join wanted_items on weights.other_item_rank = wanted_items.item_rank
{% endmacro %}
