{% test equal_total(model, expression, source, source_expression) %}

select
    totals.total,
    source_totals.total as source_total
from (
    select coalesce({{ expression }}, 0) as total from {{ model }}
) as totals
cross join (
    select coalesce({{ source_expression }}, 0) as total from {{ source }}
) as source_totals
where abs(totals.total - source_totals.total) > 1e-9 * abs(source_totals.total)

{% endtest %}
