{% macro explores() -%}
    {#- Whether a list that is asked for may show new items: that of a user, not what goes with
        given items, nor given items in their order. -#}
    asked_items is null
    and not coalesce(list_contains(cast(asked_filters as varchar[]), '=item='), false)
{%- endmacro %}
