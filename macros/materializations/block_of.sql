{% macro block_of(column, rows) -%}
    {#- A condition that a model of `table_by_block` runs its SQL under, once for every
        block of the column's values; true where it is run as it stands. `rows` tells the
        materialization how much there is to divide. -#}
    {%- do recmart.check_arguments('block_of', {
        'column': ['string', column],
        'rows': ['string', rows],
    }) -%}
    true /* block of {{ column }}; rows: {{ rows }} */
{%- endmacro %}
