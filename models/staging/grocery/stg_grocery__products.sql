-- The published files carry inches and quotations as \", not only as "".
{% set product_name -%}
replace(product_name, {{ recmart.text_literal('\\"') }}, '"')
{%- endset -%}
{{ recmart.accepted_rows(
    recmart.grocery_tables(), 'products', instead={'product_name': product_name},
) }}
