{% macro merchandising_of(domain, is_served=false) %}
    {#- What a shop says of the items of a domain, none where it has no say. -#}
    {%- do recmart.check_arguments('merchandising_of', {
        'domain': ['string', domain],
        'is_served': ['bool', is_served],
    }) -%}
    {%- if not recmart.is_merchandised(domain) -%} {{ return(none) }} {%- endif -%}
    {%- set relation = ref('int_' ~ domain ~ '__merchandising') -%}
    {{ return(recmart.here(relation) if is_served else relation) }}
{% endmacro %}
