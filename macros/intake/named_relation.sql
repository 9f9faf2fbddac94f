{% macro named_relation(name) %}
    {#- The model, seed or source of the installing project that a var of ours names, none
        where it names none. -#}
    {%- do recmart.check_arguments('named_relation', {
        'name': ['string', name],
    }) -%}
    {%- set named = var(name, none) or '' -%}
    {%- set parts = named.split('.') if named is string else [] -%}
    {%- if named == '' -%} {{ return(none) }}
    {%- elif parts | length not in [1, 2] or '' in parts -%}
        {{ exceptions.raise_compiler_error(
            "var " ~ name ~ ": '" ~ named ~ "' is neither the name of a model or seed of"
            ~ " your project nor a source with its table, as in shop.orders."
        ) }}
    {%- elif parts | length == 2 -%} {{ return(source(parts[0], parts[1])) }}
    {%- else -%} {{ return(ref(project_name, named)) }}
    {%- endif -%}
{% endmacro %}
