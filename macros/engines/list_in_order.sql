{% macro list_in_order(value, place) -%}
    {#- An aggregate: the values of the rows in a list, the lowest place first. -#}
    {%- do recmart.check_arguments('list_in_order', {
        'value': ['string', value],
        'place': ['string', place],
    }) -%}
    {{ return(adapter.dispatch('list_in_order', 'recmart')(value, place)) }}
{%- endmacro %}


{% macro default__list_in_order(value, place) -%}
    array_agg({{ value }} order by {{ place }})
{%- endmacro %}


{% macro spark__list_in_order(value, place) -%}
    transform(
        array_sort(collect_list(struct({{ place }} as place, {{ value }} as value))),
        x -> x.value
    )
{%- endmacro %}
