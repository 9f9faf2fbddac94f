{% macro with_hidden(candidates, merchandising) -%}
    {#- How many popular items are wanted, so that enough are left without the hidden. -#}
    {%- do recmart.check_arguments('with_hidden', {
        'candidates': ['any', candidates],
        'merchandising': ['optional[relation]', merchandising],
    }) -%}
{{ candidates }}
{%- if merchandising is not none %} + (
    select count(*) from {{ merchandising }} as merchandising
    where merchandising.is_hidden or merchandising.boost < 1
)
{%- endif -%}
{%- endmacro %}
