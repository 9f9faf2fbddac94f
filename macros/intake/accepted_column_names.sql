{% macro accepted_column_names(domain, column) %}
    {#- Under which names a column may come: overridable, one rule per domain. -#}
    {%- if domain == 'pings' -%} {{ return([column, 'o' ~ column]) }}
    {%- elif domain == 'custom' and column in var('custom_columns') -%}
        {{ return([var('custom_columns')[column]]) }}
    {%- else -%} {{ return([column]) }}
    {%- endif -%}
{% endmacro %}
