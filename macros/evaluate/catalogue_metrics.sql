{% macro catalogue_metrics(recommendations, items, cutoffs) %}
    {%- do recmart.check_arguments('catalogue_metrics', {
        'recommendations': ['relation', recommendations],
        'items': ['relation', items],
        'cutoffs': ['list[integer]', cutoffs],
    }) -%}
with

{% for k in cutoffs -%}
recommended_at_{{ k }} as (

    select
        catalogue.item_id,
        count(lists.item_id) as times
    from {{ items }} as catalogue
    left join {{ recommendations }} as lists
        on catalogue.item_id = lists.item_id and lists.rank <= {{ k }}
    group by catalogue.item_id

),

placed_at_{{ k }} as (

    select
        times,
        row_number() over (order by times, item_id) as place,
        count(*) over () as items
    from recommended_at_{{ k }}

){{ "," if not loop.last }}

{% endfor -%}
{% for k in cutoffs -%}
select
    {{ k }} as k,
    sum(case when times > 0 then 1 else 0 end) / cast(
        count(*) as {{ recmart.type_double() }}
    ) as coverage,
    -- (2 i - n - 1) x_i over n times the sum of x, x_1 being the smallest.
    cast(sum((2 * place - items - 1) * times) as {{ recmart.type_double() }})
    / nullif(cast(sum(items * times) as {{ recmart.type_double() }}), 0) as gini
from placed_at_{{ k }}
having count(*) > 0
{{ "union all" if not loop.last }}
{% endfor %}
{% endmacro %}
