{% macro history_settings(domain, of='') %}
    {%- do recmart.check_arguments('history_settings', {
        'domain': ['string', domain],
        'of': ['string', of],
    }) -%}
    {%- set settings = {'candidates': recmart.source_depth(domain)} -%}
    {%- for name in ['history_size', 'evidence_exponent', 'recency_exponent'] -%}
        {%- do settings.update({name: recmart.parameter(domain, of ~ name)}) -%}
    {%- endfor -%}
    {{ return(settings) }}
{% endmacro %}
