{% macro check_arguments(macro, arguments) %}
    {%- for name, argument in arguments.items() -%}
        {%- set type, value = argument -%}
        {%- if value is undefined -%}
            {{ exceptions.raise_compiler_error(
                macro ~ ": the argument " ~ name ~ " is missing."
            ) }}
        {%- elif not recmart.is_of_type(value, type) -%}
            {{ exceptions.raise_compiler_error(
                macro ~ ": " ~ name ~ " is '" ~ value ~ "', which is no " ~ type ~ "."
            ) }}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}


{% macro is_of_type(value, type) %}
    {%- set is_relation = value.identifier is defined -%}
    {%- if type.startswith('optional[') -%}
        {{ return(value is none or recmart.is_of_type(value, type[9:-1])) }}
    {%- elif type == 'relation' -%}
        {{ return(is_relation or (value is string and value != '')) }}
    {%- elif type.startswith('list[') -%}
        {{ return(value is sequence and value is not string and value is not mapping) }}
    {%- elif type.startswith('dict[') -%}
        {{ return(value is mapping and not is_relation) }}
    {%- elif type == 'string' -%} {{ return(value is string) }}
    {%- elif type == 'integer' -%} {{ return(value is integer) }}
    {%- elif type == 'float' -%}
        {{ return(value is number and value is not boolean) }}
    {%- elif type == 'bool' -%} {{ return(value is boolean) }}
    {%- else -%} {{ return(type == 'any') }}
    {%- endif -%}
{% endmacro %}
