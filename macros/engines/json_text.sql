{% macro json_text(values) -%}
    {#- Named expressions as one JSON text. -#}
    {%- do recmart.check_arguments('json_text', {
        'values': ['dict[string, string]', values],
    }) -%}
    {{ return(adapter.dispatch('json_text', 'recmart')(values)) }}
{%- endmacro %}


{% macro default__json_text(values) -%}
    cast(to_json({
        {%- for name, value in values.items() -%}
        {{ recmart.text_literal(name) }}: {{ value }}
        {{- ", " if not loop.last }}
        {%- endfor -%}
    }) as {{ dbt.type_string() }})
{%- endmacro %}


{% macro postgres__json_text(values) -%}
    (
        select cast(row_to_json(named) as {{ dbt.type_string() }})
        from (
            select
                {% for name, value in values.items() -%}
                {{ value }} as {{ recmart.quoted_name(name) }}
                {{- "," if not loop.last }}
                {% endfor %}
        ) as named
    )
{%- endmacro %}
