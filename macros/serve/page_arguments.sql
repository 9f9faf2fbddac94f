{% macro page_arguments() -%}
    {#- What every table macro of a list takes beside whose list it is: which items, and
        from where on. -#}
content_type := null,
    genre := null,
    filters := null,
    "exclude" := null,
    most_per := null,
    "offset" := 0
{%- endmacro %}
