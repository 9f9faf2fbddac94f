{% macro renamed_columns(given, table, tables) %}
    {#- Our names of one table's columns, each with the user's: those for all tables, and
        before them what stands under the table's own name, as files may call an id
        `item` here and `id` there. -#}
    {%- do recmart.check_arguments('renamed_columns', {
        'given': ['any', given],
        'table': ['string', table],
        'tables': ['list[string]', tables],
    }) -%}
    {%- if given is not mapping -%} {{ return(given) }} {%- endif -%}
    {%- set renamed = {} -%}
    {%- for name, yours in given.items() if name not in tables -%}
        {%- do renamed.update({name: yours}) -%}
    {%- endfor -%}
    {%- set own = given.get(table) or {} -%}
    {%- if own is not mapping -%}
        {{ exceptions.raise_compiler_error(
            recmart.place_of_names() ~ ": '" ~ own ~ "' of " ~ table
            ~ " is no mapping of our names to yours."
        ) }}
    {%- endif -%}
    {%- do renamed.update(own) -%}
    {{ return(renamed) }}
{% endmacro %}


{% macro place_of_names() %}
    {{ return("The argument columns, or the var " ~ (
        'custom_columns' if project_name == 'recmart' else 'recmart_columns'
    )) }}
{% endmacro %}
