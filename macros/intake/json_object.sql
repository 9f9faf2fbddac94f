{% macro json_object(columns, types={}) %}
    {#- The columns as one JSON text, which has no NaN: it is null of what has the type of
        a float. Decimals are written as floats are, or each engine would have its way. -#}
    {%- do recmart.check_arguments('json_object', {
        'columns': ['list[string]', columns],
        'types': ['dict[string, string]', types],
    }) -%}
    {{ return(adapter.dispatch('json_object', 'recmart')(columns, types)) }}
{% endmacro %}


{% macro default__json_object(columns, types) %}
    {%- if columns -%}
    {%- set values = {} -%}
    {%- for column in columns -%}
        {%- do values.update({column: recmart.value_in_json(
            recmart.quoted_name(column), types.get(column, '')
        )}) -%}
    {%- endfor -%}
    {{ recmart.json_text(values) }}
    {%- else -%}
    cast('{}' as {{ dbt.type_string() }})
    {%- endif -%}
{% endmacro %}


{% macro spark__json_object(columns, types) %}
    {%- if columns -%}
    to_json(
            named_struct(
                {%- for column in columns -%}
                {%- set value = recmart.quoted_name(column) -%}
                {{ recmart.text_literal(column) }}, {{
                    'cast(' ~ value ~ ' as double)'
                    if types.get(column, '').startswith('decimal') else value
                }}
                {{- ", " if not loop.last }}
                {%- endfor -%}
            ),
            map(
                'ignoreNullFields', 'false',
                'timestampFormat', 'yyyy-MM-dd HH:mm:ss',
                'timestampNTZFormat', 'yyyy-MM-dd HH:mm:ss'
            )
        )
    {%- else -%}
    '{}'
    {%- endif -%}
{% endmacro %}


{% macro value_in_json(value, type) %}
    {#- A time is one in UTC, whatever zone the session is in. -#}
    {%- if type.startswith('timestamp') and 'with time zone' in type -%}
        {%- set value = value ~ " at time zone 'UTC'" -%}
    {%- endif -%}
    {{ return(adapter.dispatch('value_in_json', 'recmart')(value, type)) }}
{% endmacro %}


{% macro default__value_in_json(value, type) %}
    {%- if recmart.is_float(type) -%}
        {{ return(recmart.finite_number(value)) }}
    {%- elif type.startswith('decimal') -%}
        {{ return('cast(' ~ value ~ ' as ' ~ recmart.type_double() ~ ')') }}
    {%- elif 'with time zone' in type -%}
        {{ return('cast(' ~ value ~ ' as ' ~ dbt.type_string() ~ ')') }}
    {%- endif -%}
    {{ return(value) }}
{% endmacro %}


{% macro postgres__value_in_json(value, type) %}
    {#- Times and numbers as DuckDB writes them. -#}
    {%- if type.startswith('timestamp') -%}
        {{ return('cast(' ~ value ~ ' as ' ~ dbt.type_string() ~ ')') }}
    {%- elif recmart.is_float(type) or type.startswith('numeric') -%}
        {%- set number = recmart.finite_number('cast(' ~ value ~ ' as double precision)') -%}
        {{ return(
            'case when abs(' ~ number ~ ') < 1e15 and ' ~ number ~ ' = floor(' ~ number ~ ')'
            ~ ' then cast(cast(' ~ number ~ " as bigint) || '.0' as json)"
            ~ ' else to_json(' ~ number ~ ') end'
        ) }}
    {%- endif -%}
    {{ return(value) }}
{% endmacro %}


{% macro finite_number(value) %}
    {{ return(adapter.dispatch('finite_number', 'recmart')(value)) }}
{% endmacro %}


{% macro default__finite_number(value) -%}
case when abs({{ value }}) < cast('infinity' as {{ dbt.type_float() }}) then {{ value }} end
{%- endmacro %}


{% macro duckdb__finite_number(value) -%}
    {#- No comparison: a Parquet file's statistics know no NaN, and decide it beforehand. -#}
case when isfinite({{ value }}) then {{ value }} end
{%- endmacro %}
