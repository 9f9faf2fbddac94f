{% test dense_ranks(model, column_name, within) %}

{# Ranks 1, 2, 3, ... without gap or tie in each group: n rows, n values, 1 to n. #}
select {{ within }}
from {{ model }}
group by {{ within }}
having
    min({{ column_name }}) != 1
    or max({{ column_name }}) != count(*)
    or count(distinct {{ column_name }}) != count(*)

{% endtest %}
