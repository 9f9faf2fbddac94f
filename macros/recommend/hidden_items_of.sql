{% macro hidden_items_of(domain) %}
    {#- What `item_weights` is to know of what a shop hides, nothing where it has no say. -#}
    {%- do recmart.check_arguments('hidden_items_of', {
        'domain': ['string', domain],
    }) -%}
    {%- set merchandising = recmart.merchandising_of(domain) -%}
    {%- if merchandising is none -%} {{ return({}) }} {%- endif -%}
    {{ return({
        'popularity': ref('int_' ~ domain ~ '__item_popularity'),
        'merchandising': merchandising,
    }) }}
{% endmacro %}
