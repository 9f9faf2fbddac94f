{% macro check_arguments(macro, arguments) %}
    {%- for name, argument in arguments.items() -%}
        {%- set type, value = argument -%}
        {%- set kind = type | replace('optional[', '', 1) -%}
        {%- if value is undefined -%}
            {{ exceptions.raise_compiler_error(
                macro ~ ": the argument " ~ name ~ " is missing."
            ) }}
        {%- elif not (
            kind == 'any'
            or (value is none and kind != type)
            or (kind.startswith('relation') and (
                value.identifier is defined or (value is string and value != '')
            ))
            or (kind.startswith('string') and value is string)
            or (kind.startswith('integer') and value is integer)
            or (kind.startswith('float') and value is number and value is not boolean)
            or (kind.startswith('bool') and value is boolean)
            or (kind.startswith('list') and value is sequence
                and value is not string and value is not mapping)
            or (kind.startswith('dict') and value is mapping
                and value.identifier is not defined)
        ) -%}
            {{ exceptions.raise_compiler_error(
                macro ~ ": " ~ name ~ " is '" ~ value ~ "', which is no " ~ type ~ "."
            ) }}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
