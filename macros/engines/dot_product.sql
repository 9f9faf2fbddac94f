{% macro dot_product(list, other_list) -%}
    {#- The sum of the products of two lists of doubles, place by place. -#}
    {%- do recmart.check_arguments('dot_product', {
        'list': ['string', list],
        'other_list': ['string', other_list],
    }) -%}
    {{ return(adapter.dispatch('dot_product', 'recmart')(list, other_list)) }}
{%- endmacro %}


{% macro default__dot_product(list, other_list) -%}
    list_dot_product({{ list }}, {{ other_list }})
{%- endmacro %}


{% macro postgres__dot_product(list, other_list) -%}
    (
        select sum(places.value * places.other_value)
        from unnest({{ list }}, {{ other_list }}) as places (value, other_value)
    )
{%- endmacro %}


{% macro spark__dot_product(list, other_list) -%}
    aggregate(zip_with({{ list }}, {{ other_list }}, (x, y) -> x * y), 0D, (s, x) -> s + x)
{%- endmacro %}
