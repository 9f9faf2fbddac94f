{% macro user_items(interactions, half_life_days=none, sequence=none, is_use=none) %}
    {%- do recmart.check_arguments('user_items', {
        'interactions': ['relation', interactions],
        'half_life_days': ['optional[float]', half_life_days],
        'sequence': ['optional[string]', sequence],
        'is_use': ['optional[string]', is_use],
    }) -%}
with

interactions as (

    select * from {{ interactions }}

),

{% if half_life_days is not none -%}
-- Evidence fades within a user's history: who was away for years still has tastes.
newest_likes as (

    select
        user_id,
        min(case when strength > 0 then age_days end) as age_days
    from interactions
    group by user_id

),

{% endif -%}
evidence as (

    select
        interactions.user_id,
        interactions.item_id,
        count(*) as interactions,
        {% if is_use -%}
        count(case when {{ is_use }} then 1 end) as uses,
        {% endif -%}
        {{ recmart.exact_sum('interactions.strength') }} as strength,
        {% if half_life_days is not none -%}
        {{ recmart.exact_sum(
            'interactions.strength * ' ~ recmart.decay(
                '(interactions.age_days - newest_likes.age_days)', half_life_days
            )
        ) }} as faded_strength,
        {% endif -%}
        min(interactions.age_days) as age_days,
        {% for word, meant in [
            ('liked', 'strength > 0'), ('disliked', 'is_negative')
        ] -%}
        min(case when interactions.{{ meant }} then interactions.age_days end)
            as {{ word }}_age_days,
        max(case when interactions.{{ meant }} then interactions.occurred_at end)
            as {{ word }}_at,
        {% if sequence -%}
        max(
            case
                when interactions.{{ meant }} and interactions.occurred_at is null
                    then interactions.{{ sequence }}
            end
        ) as {{ word }}_place
        {%- else -%}
        0 as {{ word }}_place
        {%- endif -%}
        {{ "," if not loop.last }}
        {% endfor %}
    from interactions
    {% if half_life_days is not none -%}
    left join newest_likes on interactions.user_id = newest_likes.user_id
    {% endif -%}
    group by interactions.user_id, interactions.item_id

),

judged as (

    select
        user_id,
        item_id,
        cast(interactions as {{ dbt.type_bigint() }}) as interactions,
        {% if is_use -%}
        cast(uses as {{ dbt.type_bigint() }}) as uses,
        {% endif -%}
        strength,
        {% if half_life_days is none -%}
        strength as evidence,
        {%- else -%}
        -- Whatever was liked once leaves a trace, the smallest that is written.
        case when strength > 0 then greatest(faded_strength, 1e-15) else 0 end
            as evidence,
        {%- endif %}
        age_days,
        -- The latest word counts: what has no time is older than what has one, and among
        -- its like the last row counts. A dislike that comes with a like wins.
        case
            when disliked_age_days is null then false
            when liked_age_days is null then true
            when liked_at is not null or disliked_at is not null
                then coalesce(disliked_at >= liked_at, liked_at is null)
            when disliked_age_days = liked_age_days
                then coalesce(disliked_place >= liked_place, true)
            else disliked_age_days < liked_age_days
        end as is_disliked
    from evidence

)

select
    *,
    strength > 0 and not is_disliked as is_liked
from judged
-- Sorted, one user is found without reading the others.
order by user_id, item_id
{% endmacro %}
