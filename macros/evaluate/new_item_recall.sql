{% macro new_item_recall(recommendations, holdout, popularity, cutoffs, max_users=5) %}
    {%- do recmart.check_arguments('new_item_recall', {
        'recommendations': ['relation', recommendations],
        'holdout': ['relation', holdout],
        'popularity': ['relation', popularity],
        'cutoffs': ['list[integer]', cutoffs],
        'max_users': ['integer', max_users],
    }) -%}
    {%- if max_users < 1 -%}
        {{ exceptions.raise_compiler_error(
            "new_item_recall: max_users " ~ max_users ~ " is below 1: no item is new."
        ) }}
    {%- endif -%}
with

-- An item that the build does not have is known to nobody.
new_items as (

    select
        holdout.user_id,
        holdout.item_id
    from {{ holdout }} as holdout
    left join {{ popularity }} as popularity on holdout.item_id = popularity.item_id
    where coalesce(popularity.users, 0) < {{ max_users }}

),

found as (

    select
        new_items.user_id,
        count(*) as new_items,
        {% for k in cutoffs -%}
        count(case when lists.rank <= {{ k }} then 1 end)
            as found_at_{{ k }}{{ "," if not loop.last }}
        {% endfor %}
    from new_items
    left join {{ recommendations }} as lists
        on
            new_items.user_id = lists.user_id
            and new_items.item_id = lists.item_id
    group by new_items.user_id

)

{% for k in cutoffs -%}
select
    user_id,
    {{ k }} as k,
    found_at_{{ k }} / cast(new_items as {{ recmart.type_double() }}) as new_item_recall
from found
{{ "union all" if not loop.last }}
{% endfor %}
{% endmacro %}
