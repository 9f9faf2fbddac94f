{% macro block_of(column, rows, pairs_of=none) -%}
    {#- A condition that a model of `table_by_block` runs its SQL under, once for every
        block of the column's values; true where it is run as it stands. `rows` tells the
        materialization how much there is to divide. Where the column is the lower number of
        pairs of rows of `pairs_of`, blocks are ranges that make as many pairs each: what
        the low numbers are in comes again often enough to stay in the cache. -#}
    {%- do recmart.check_arguments('block_of', {
        'column': ['string', column],
        'rows': ['string', rows],
        'pairs_of': ['optional[relation]', pairs_of],
    }) -%}
    true /* block of {{ column }}{{ ' in pairs of ' ~ pairs_of if pairs_of else '' }}; rows: {{ rows }} */
{%- endmacro %}


{% macro mark_of_block() %}
    {#- How such a condition is found again; tuning knows it by the same pattern. -#}
    {{ return(
        'true /[*] block of (?P<column>[^;]+?)(?: in pairs of (?P<pairs_of>[^;]+))?;'
        ~ ' rows: (?P<rows>.+?) [*]/'
    ) }}
{% endmacro %}
