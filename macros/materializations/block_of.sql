{% macro block_of(column) -%}
    {#- A condition that a model of `table_by_block` runs its SQL under, once for every
        block of the column's values; true where it is run as it stands. -#}
    {%- do recmart.check_arguments('block_of', {
        'column': ['string', column],
    }) -%}
    true /* block of {{ column }} */
{%- endmacro %}
