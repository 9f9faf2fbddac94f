{#- The bounds hold the true share 95 times in 100: Wilson's interval, z = 1.96. -#}
with

daily_reactions as (

    select * from {{ ref('dating__daily_reactions') }}

),

moment as (

    {{ recmart.moment(
        'daily_reactions', 'day', is_cut=false, weight='total_interactions'
    ) | indent(4) }}

),

latest as (

    select cast(now_at as date) as day from moment  -- noqa: references.keywords

),

reactions as (

    select
        'all' as period,
        daily_reactions.*
    from daily_reactions
    {%- for days in [28, 7] %}

    union all

    select
        'last {{ days }} days' as period,
        daily_reactions.*
    from daily_reactions
    cross join latest
    where daily_reactions.day > {{ dbt.dateadd('day', -days, 'latest.day') }}
    {%- endfor %}

),

by_sender as (

    select
        period,
        gender,
        city,
        cast(sum(likes) as {{ recmart.type_double() }}) as likes,
        cast(sum(matches) as {{ recmart.type_double() }}) as matches,
        cast(
            sum(total_interactions) as {{ recmart.type_double() }}
        ) as total_interactions
    from reactions
    group by period, gender, city

),

bounded as (

    select
        *,
        (likes + 1.9208) / (total_interactions + 3.8416) as centre,
        1.96
        * sqrt(likes * (total_interactions - likes) / total_interactions + 0.9604)
        / (total_interactions + 3.8416) as reach
    from by_sender

)

select
    period,
    gender,
    city,
    cast(likes as bigint) as likes,
    cast(matches as bigint) as matches,
    cast(total_interactions as bigint) as total_interactions,
    likes / total_interactions as like_share,
    cast(
        {{ recmart.rounded('centre - reach', 6) }} as {{ recmart.type_double() }}
    ) as lower_like_share,
    cast(
        {{ recmart.rounded('centre + reach', 6) }} as {{ recmart.type_double() }}
    ) as upper_like_share,
    matches / total_interactions as match_share
from bounded
order by period, gender, city
