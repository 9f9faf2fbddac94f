{% macro user_items(interactions, half_life_days=none) %}
    {%- do recmart.check_arguments('user_items', {
        'interactions': ['relation', interactions],
        'half_life_days': ['optional[float]', half_life_days],
    }) -%}
with

interactions as (

    select * from {{ interactions }}

),

evidence as (

    select
        user_id,
        item_id,
        count(*) as interactions,
        {{ recmart.exact_sum('strength') }} as strength,
        {{ recmart.exact_sum(
            'strength * ' ~ recmart.decay('age_days', half_life_days)
        ) }} as evidence,
        min(age_days) as age_days,
        min(case when strength > 0 then age_days end) as liked_age_days,
        min(case when is_negative then age_days end) as disliked_age_days
    from interactions
    group by user_id, item_id

),

judged as (

    select
        user_id,
        item_id,
        cast(interactions as {{ dbt.type_bigint() }}) as interactions,
        strength,
        evidence,
        age_days,
        -- The latest word counts; a dislike that comes with a like wins.
        coalesce(disliked_age_days <= liked_age_days, disliked_age_days is not null)
            as is_disliked
    from evidence

)

select
    *,
    evidence > 0 and not is_disliked as is_liked
from judged
-- Sorted, one user is found without reading the others.
order by user_id, item_id
{% endmacro %}
