{% macro grocery_purchase_strength(add_to_cart_order, products) %}
    {#- 1, and up to a quarter less the later it went into the cart: what is bought by
        habit goes first. A place that is not known counts as the middle. -#}
    {%- do recmart.check_arguments('grocery_purchase_strength', {
        'add_to_cart_order': ['string', add_to_cart_order],
        'products': ['string', products],
    }) -%}
    {{ return(adapter.dispatch('grocery_purchase_strength', 'recmart')(
        add_to_cart_order, products
    )) }}
{% endmacro %}


{% macro default__grocery_purchase_strength(add_to_cart_order, products) -%}
    1 - 0.25 * case
        when {{ add_to_cart_order }} <= {{ products }}
            then cast({{ add_to_cart_order }} as {{ recmart.type_double() }})
            / {{ products }}
        when {{ add_to_cart_order }} is null then 0.5
        else 1
    end
{%- endmacro %}
