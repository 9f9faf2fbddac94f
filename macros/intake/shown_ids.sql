{% macro shown_ids(columns) %}
    {#- What may be seen of a rejected row, as one JSON text: its ids, those that are shaped
        like ids. Anything may stand in any column of a row that went wrong. -#}
    {%- do recmart.check_arguments('shown_ids', {
        'columns': ['list[string]', columns],
    }) -%}
    {{ return(adapter.dispatch('shown_ids', 'recmart')(columns)) }}
{% endmacro %}


{% macro default__shown_ids(columns) -%}
    {%- set values = {} -%}
    {%- for column in columns -%}
        {%- do values.update({
            column: 'case when ' ~ recmart.is_shown_id(column) ~ ' then ' ~ column ~ ' end'
        }) -%}
    {%- endfor -%}
    {{ recmart.json_text(values) }}
{%- endmacro %}


{% macro spark__shown_ids(columns) -%}
    to_json(map(
        {%- for column in columns %}
                {{ recmart.text_literal(column) }}, case
                    when {{ recmart.is_shown_id(column) | indent(20) }}
                        then {{ column }}
                end
        {{- "," if not loop.last -}}
        {%- endfor %}
            ))
{%- endmacro %}
