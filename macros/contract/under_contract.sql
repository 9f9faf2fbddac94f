{% macro under_contract(relation, order_by=[]) -%}
    {#- The columns that a model's yml names, in its order, of another relation. -#}
    {%- do recmart.check_arguments('under_contract', {
        'relation': ['relation', relation],
        'order_by': ['list[string]', order_by],
    }) -%}
select
    {%- for column in model.columns or ['*'] %}
    {{ column }}{{ "," if not loop.last }}
    {%- endfor %}
from {{ relation }}
{%- if order_by %}
order by {{ order_by | join(", ") }}
{%- endif %}
{%- endmacro %}
