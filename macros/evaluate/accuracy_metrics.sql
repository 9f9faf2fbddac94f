{% macro accuracy_metrics(recommendations, holdout, cutoffs) %}
    {%- do recmart.check_arguments('accuracy_metrics', {
        'recommendations': ['relation', recommendations],
        'holdout': ['relation', holdout],
        'cutoffs': ['list[integer]', cutoffs],
    }) -%}
with

ideal_gains as (

    select
        user_id,
        gain,
        row_number() over (partition by user_id order by gain desc) as ideal_rank,
        count(*) over (partition by user_id) as relevant_items
    from {{ holdout }}

),

-- Every gain is discounted by the place that it has in the best of all lists.
evaluated_users as (

    select
        user_id,
        max(relevant_items) as relevant_items,
        {% for k in cutoffs -%}
        {{ recmart.exact_sum(
            'case when ideal_rank <= ' ~ k ~ ' then gain / '
            ~ recmart.log2('ideal_rank + 1') ~ ' end',
            places=18
        ) }} as ideal_gain_at_{{ k }}{{ "," if not loop.last }}
        {% endfor %}
    from ideal_gains
    group by user_id

),

hits as (

    select
        lists.user_id,
        lists.rank,
        relevant.gain,
        row_number() over (
            partition by lists.user_id order by lists.rank
        ) as hits_so_far
    from {{ recommendations }} as lists
    inner join {{ holdout }} as relevant
        on
            lists.user_id = relevant.user_id
            and lists.item_id = relevant.item_id
    where lists.rank <= {{ cutoffs | max }}

),

hits_of_user as (

    select
        user_id,
        min(rank) as first_hit_rank,
        {% for k in cutoffs -%}
        count(case when rank <= {{ k }} then 1 end) as hits_at_{{ k }},
        {{ recmart.exact_sum(
            'case when rank <= ' ~ k ~ ' then gain / '
            ~ recmart.log2('rank + 1') ~ ' end',
            places=18
        ) }} as gain_at_{{ k }},
        {{ recmart.exact_sum(
            'case when rank <= ' ~ k
            ~ ' then cast(hits_so_far as ' ~ recmart.type_double() ~ ') / rank end',
            places=18
        ) }} as precisions_at_{{ k }}{{ "," if not loop.last }}
        {% endfor %}
    from hits
    group by user_id

)

{% for k in cutoffs -%}
select
    evaluated_users.user_id,
    {{ k }} as k,
    coalesce(hits_of_user.hits_at_{{ k }}, 0)
    / cast(evaluated_users.relevant_items as {{ recmart.type_double() }}) as recall,
    cast(
        case when hits_of_user.first_hit_rank <= {{ k }} then 1 else 0 end
        as {{ recmart.type_double() }}
    )
        as hit_rate,
    coalesce(hits_of_user.hits_at_{{ k }}, 0) / cast({{ k }} as {{ recmart.type_double() }})
        as precision,
    coalesce(hits_of_user.gain_at_{{ k }}, 0) / evaluated_users.ideal_gain_at_{{ k }}
        as ndcg,
    case
        when hits_of_user.first_hit_rank <= {{ k }}
            then 1 / cast(hits_of_user.first_hit_rank as {{ recmart.type_double() }})
        else 0
    end as mrr,
    coalesce(hits_of_user.precisions_at_{{ k }}, 0)
    / evaluated_users.relevant_items as map
from evaluated_users
left join hits_of_user on evaluated_users.user_id = hits_of_user.user_id
{{ "union all" if not loop.last }}
{% endfor %}
{% endmacro %}
