{% macro trending_items(
    popularity, attributes=[], window_days=7, min_interactions=10, min_score=2
) %}
    {%- do recmart.check_arguments('trending_items', {
        'popularity': ['relation', popularity],
        'attributes': ['list[string]', attributes],
        'window_days': ['integer', window_days],
        'min_interactions': ['integer', min_interactions],
        'min_score': ['float', min_score],
    }) -%}
with

popularity as (

    select
        item_id,
        title,
        {% for attribute in attributes -%}
        {{ attribute }},
        {% endfor -%}
        interactions_last_window,
        interactions_window_before,
        interactions_last_window + interactions_window_before as interactions_in_both
    from {{ popularity }}

),

-- Did nothing rise or fall, each item's events would be split as those of all are.
of_all as (

    select
        cast(sum(interactions_last_window) as {{ recmart.type_double() }})
        / nullif(sum(interactions_in_both), 0) as last_share
    from popularity

),

expected as (

    select
        popularity.*,
        popularity.interactions_in_both * of_all.last_share
            as expected_interactions,
        sqrt(
            popularity.interactions_in_both * of_all.last_share * (1 - of_all.last_share)
        ) as standard_deviation
    from popularity
    cross join of_all
    where popularity.interactions_in_both >= {{ min_interactions }}

),

judged as (

    select
        *,
        (interactions_last_window - expected_interactions)
        / nullif(standard_deviation, 0) as score
    from expected

)

select
    item_id,
    title,
    {% for attribute in attributes -%}
    {{ attribute }},
    {% endfor -%}
    interactions_last_window,
    interactions_window_before,
    expected_interactions,
    score,
    interactions_last_window
    || ' events in the last {{ window_days }} days, '
    || interactions_window_before
    || ' in the {{ window_days }} before' as reason,
    row_number() over (order by score desc, item_id) as rank
from judged
where score >= {{ min_score }}
order by rank
{% endmacro %}
