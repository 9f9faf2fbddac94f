{% macro shoes_title(shoe_id, brand, model) %}
    {#- Brand and model, as far as there are any; else the id. -#}
    {%- do recmart.check_arguments('shoes_title', {
        'shoe_id': ['string', shoe_id],
        'brand': ['string', brand],
        'model': ['string', model],
    }) -%}
    {{ return(adapter.dispatch('shoes_title', 'recmart')(shoe_id, brand, model)) }}
{% endmacro %}


{% macro default__shoes_title(shoe_id, brand, model) -%}
    coalesce({{ brand }} || ' ' || {{ model }}, {{ brand }}, {{ model }}, {{ shoe_id }})
{%- endmacro %}
