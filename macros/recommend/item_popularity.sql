{% macro item_popularity(
    interactions,
    user_items,
    items,
    attributes=[],
    measures={},
    rank_by=['users', 'interactions'],
    half_life_days=30,
    window_days=7,
    popular_half_life_days=none
) %}
    {%- do recmart.check_arguments('item_popularity', {
        'interactions': ['relation', interactions],
        'user_items': ['relation', user_items],
        'items': ['relation', items],
        'attributes': ['list[string]', attributes],
        'measures': ['dict[string, integer]', measures],
        'rank_by': ['list[string]', rank_by],
        'half_life_days': ['float', half_life_days],
        'window_days': ['integer', window_days],
        'popular_half_life_days': ['optional[float]', popular_half_life_days],
    }) -%}
{#- What was only shown, or speaks against an item, makes nothing rise. -#}
{%- set rises = 'strength > 0 and not is_negative' -%}
{%- set fades = popular_half_life_days is not none -%}
{%- set faded = recmart.decay('age_days', popular_half_life_days) -%}
{%- set counts_users = rank_by[0] in ['users', 'liking_users'] -%}
with

interactions as (

    select * from {{ interactions }}

),

user_items as (

    select * from {{ user_items }}

),

items as (

    select * from {{ items }}

),

events_of_item as (

    select
        item_id,
        count(*) as interactions,
        {{ recmart.exact_sum('strength') }} as strength,
        {{ recmart.exact_sum(
            'strength * ' ~ recmart.decay('age_days', half_life_days)
        ) }} as decayed_strength,
        {% for measure, places in measures.items() -%}
        {{ recmart.exact_sum(measure, places) }} as {{ measure }},
        {% endfor -%}
        {% if fades and not counts_users -%}
        {{ recmart.exact_sum(
            faded if rank_by[0] == 'interactions' else rank_by[0] ~ ' * ' ~ faded
        ) }} as score,
        {% endif -%}
        count(case when age_days < {{ window_days }} and {{ rises }} then 1 end)
            as interactions_last_window,
        count(occurred_at) as interactions_with_time,
        min(age_days) as least_age_days,
        max(age_days) as largest_age_days,
        count(
            case
                when
                    age_days >= {{ window_days }}
                    and age_days < 2 * {{ window_days }}
                    and {{ rises }}
                    then 1
            end
        ) as interactions_window_before
    from interactions
    group by item_id

),

users_of_item as (

    select
        item_id,
        count(*) as users,
        {% if fades and counts_users -%}
        {{ recmart.exact_sum(
            faded if rank_by[0] == 'users'
            else 'case when is_liked then ' ~ faded ~ ' else 0 end'
        ) }} as score,
        {% endif -%}
        count(case when is_liked then 1 end) as liking_users
    from user_items
    group by item_id

),

-- Without times nothing is recent, and nothing rises.
times as (

    select
        sum(interactions_with_time) > 0
        or max(largest_age_days) > min(least_age_days) as are_known
    from events_of_item

),

whole_catalogue as (

    select
        items.item_id,
        items.title,
        {% for attribute in attributes -%}
        items.{{ attribute }},
        {% endfor -%}
        cast(coalesce(events_of_item.interactions, 0) as {{ dbt.type_bigint() }})
            as interactions,
        {% for count in ['interactions_last_window', 'interactions_window_before'] -%}
        case
            when times.are_known
                then cast(
                    coalesce(events_of_item.{{ count }}, 0) as {{ dbt.type_bigint() }}
                )
        end as {{ count }},
        {% endfor -%}
        {% for count in ['users', 'liking_users'] -%}
        cast(coalesce(users_of_item.{{ count }}, 0) as {{ dbt.type_bigint() }})
            as {{ count }},
        {% endfor -%}
        {% if fades -%}
        coalesce(
            {{ 'users_of_item' if counts_users else 'events_of_item' }}.score, 0
        ) as score,
        {% endif -%}
        {% for amount in measures | list + ['strength', 'decayed_strength'] -%}
        coalesce(events_of_item.{{ amount }}, 0) as {{ amount }}
        {{- "," if not loop.last }}
        {% endfor %}
    from items
    cross join times
    left join events_of_item on items.item_id = events_of_item.item_id
    left join users_of_item on items.item_id = users_of_item.item_id

)

select
    item_id,
    title,
    {% for attribute in attributes -%}
    {{ attribute }},
    {% endfor -%}
    interactions,
    users,
    liking_users,
    {% for amount in measures | list + ['strength', 'decayed_strength'] -%}
    {{ amount }},
    {% endfor -%}
    interactions_last_window,
    interactions_window_before,
    interactions_last_window - interactions_window_before as trend,
    {% if fades -%} score
    {%- else -%} cast({{ rank_by[0] }} as {{ recmart.type_double() }}) as score
    {%- endif %},
    '{{ rank_by[0] }}' as measure,
    row_number() over (
        order by
            {% for column in (['score'] if fades else []) + rank_by -%}
            {{ column }} desc,
            {% endfor -%}
            item_id
    ) as rank
from whole_catalogue
order by rank
{% endmacro %}
