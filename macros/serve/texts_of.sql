{% macro texts_of(given, has_commas=false) -%}
    {#- The texts that the caller of a table macro gives: a list, or one text alone, which
        may hold several with commas between them. -#}
    {%- do recmart.check_arguments('texts_of', {
        'given': ['string', given],
        'has_commas': ['bool', has_commas],
    }) -%}
coalesce(
    try_cast({{ given }} as varchar[]),
    {% if has_commas -%} string_split(cast({{ given }} as varchar), ',')
    {%- else -%} [cast({{ given }} as varchar)]
    {%- endif %}
)
{%- endmacro %}
