{% set prior_judgements = 10 -%}
with

people as (

    select * from {{ ref('int_dating__people') }}

),

person_attributes as (

    {% for attribute in ['city', 'age_band'] -%}
    select
        person_number,
        '{{ attribute }}' as attribute,
        {{ attribute }} as attribute_value
    from people
    where {{ attribute }} is not null
    {{ "union all" if not loop.last }}
    {% endfor %}
),

-- How many people there are with each value.
supply as (

    select
        attribute,
        attribute_value,
        cast(count(*) as double)
        / sum(count(*)) over (partition by attribute) as share
    from person_attributes
    group by attribute, attribute_value

),

judged_values as (

    select
        judgements.user_number,
        judged.attribute,
        judged.attribute_value,
        count(*) as judgements
    from {{ ref('int_dating__judgements') }} as judgements
    inner join person_attributes as judged
        on judgements.item_number = judged.person_number
    group by judgements.user_number, judged.attribute, judged.attribute_value

),

judged_in_all as (

    select
        user_number,
        attribute,
        sum(judgements) as judgements
    from judged_values
    group by user_number, attribute

),

-- What people with the same value as the user go for: where Londoners look.
crowd_values as (

    select
        own.attribute,
        own.attribute_value as own_value,
        judged_values.attribute_value,
        sum(judged_values.judgements) as judgements
    from judged_values
    inner join person_attributes as own
        on
            judged_values.user_number = own.person_number
            and judged_values.attribute = own.attribute
    group by own.attribute, own.attribute_value, judged_values.attribute_value

),

crowd_in_all as (

    select
        attribute,
        own_value,
        sum(judgements) as judgements
    from crowd_values
    group by attribute, own_value

),

expected as (

    select
        people.person_number as user_number,
        supply.attribute,
        supply.attribute_value,
        supply.share,
        (
            coalesce(crowd_values.judgements, 0)
            + {{ prior_judgements }} * supply.share
        ) / (
            coalesce(crowd_in_all.judgements, 0) + {{ prior_judgements }}
        ) as expected_share
    from people
    cross join supply
    left join person_attributes as own
        on
            people.person_number = own.person_number
            and supply.attribute = own.attribute
    left join crowd_values
        on
            own.attribute = crowd_values.attribute
            and own.attribute_value = crowd_values.own_value
            and supply.attribute_value = crowd_values.attribute_value
    left join crowd_in_all
        on
            own.attribute = crowd_in_all.attribute
            and own.attribute_value = crowd_in_all.own_value

)

-- The user's own share of judgements, the less the nearer to the crowd's, over the
-- supply: how many times more often than by chance the user looks there.
select
    expected.user_number,
    expected.attribute,
    expected.attribute_value,
    (
        coalesce(judged_values.judgements, 0)
        + {{ prior_judgements }} * expected.expected_share
    ) / (
        coalesce(judged_in_all.judgements, 0) + {{ prior_judgements }}
    ) / expected.share as affinity
from expected
left join judged_values
    on
        expected.user_number = judged_values.user_number
        and expected.attribute = judged_values.attribute
        and expected.attribute_value = judged_values.attribute_value
left join judged_in_all
    on
        expected.user_number = judged_in_all.user_number
        and expected.attribute = judged_in_all.attribute
