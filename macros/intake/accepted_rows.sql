{% macro accepted_rows(tables, table, instead={}, checked=none) %}
    {#- Staging: the checked rows that nothing speaks against. -#}
    {%- do recmart.check_arguments('accepted_rows', {
        'tables': ['dict[string, any]', tables],
        'table': ['string', table],
        'instead': ['dict[string, string]', instead],
        'checked': ['optional[relation]', checked],
    }) -%}
    {%- set table = recmart.specified_table(tables, table) -%}
    {%- set columns = table.columns | map(attribute='as') | list -%}
    {%- for column in instead if column not in columns -%}
        {{ exceptions.raise_compiler_error(
            "accepted_rows: '" ~ column ~ "' is not a column of " ~ table.domain ~ "."
            ~ table.table ~ "."
        ) }}
    {%- endfor -%}
    select
        {% if table.has_row_number -%}
        row_number,
        {% endif -%}
        {% for column in columns -%}
        {% if column in instead -%}
        {{ instead[column] }} as {{ column }}
        {%- else -%}
        {{ column }}
        {%- endif -%}
        {{ "," if not loop.last }}
        {% endfor %}
    from {{ checked or ref('base_' ~ table.domain ~ '__' ~ table.table) }}
    where rejection_reason is null
{% endmacro %}
