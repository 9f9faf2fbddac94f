{% macro accepted_rows(checked, columns) %}
    {#- Staging: the checked rows that nothing speaks against. -#}
    select
        {% for column in columns -%}
        {{ column }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ checked }}
    where rejection_reason is null
{% endmacro %}
