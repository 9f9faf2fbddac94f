{% macro evaluated_domains() %}
    {#- The domains that this invocation of dbt builds: what it does not build may not
        exist, and has not changed. All of them while dbt draws its graph. -#}
    {%- set domains = [] -%}
    {%- for domain in recmart.domains()
        if not execute
        or selected_resources | select(
            'equalto', 'model.recmart.int_' ~ domain ~ '__segment_metrics'
        ) | list -%}
        {%- do domains.append(domain) -%}
    {%- endfor -%}
    {{ return(domains) }}
{% endmacro %}
