{% macro row_hash(columns) -%}
    {#- A whole number that is the same for the same values. -#}
    {%- do recmart.check_arguments('row_hash', {
        'columns': ['list[string]', columns],
    }) -%}
    {{ return(adapter.dispatch('row_hash', 'recmart')(columns)) }}
{%- endmacro %}


{% macro default__row_hash(columns) -%}
    hash({{ columns | join(', ') }})
{%- endmacro %}


{% macro postgres__row_hash(columns) -%}
    hash_record_extended(row({{ columns | join(', ') }}), 0)
{%- endmacro %}
