{% macro attribute_lift(people, judgements, attributes, prior_judgements=10) %}
    {#- How many times more often than by chance a user judges people of each value of
        an attribute (lift): the share of the user's judgements that fell on the value
        over the share of people who have it.

        What few judgements say is drawn to what the crowd's do, the people of the
        user's own value (where Londoners look), as if `prior_judgements` more had
        fallen like theirs; and the crowd's own in the same way to the supply.

        people: person_number and the attributes, null where not known.
        judgements: user_number, item_number. -#}
    {%- do recmart.check_arguments('attribute_lift', {
        'people': ['relation', people],
        'judgements': ['relation', judgements],
        'attributes': ['list[string]', attributes],
        'prior_judgements': ['float', prior_judgements],
    }) -%}
with

person_attributes as (

    {% for attribute in attributes -%}
    select
        person_number,
        '{{ attribute }}' as attribute_name,
        {{ attribute }} as attribute_value
    from {{ people }}
    where {{ attribute }} is not null
    {{ "union all" if not loop.last }}
    {% endfor %}
),

-- How many people there are with each value.
supply as (

    select
        attribute_name,
        attribute_value,
        cast(count(*) as {{ recmart.type_double() }})
        / sum(count(*)) over (partition by attribute_name) as proportion
    from person_attributes
    group by attribute_name, attribute_value

),

judged_by_user as (

    select
        judgements.user_number,
        judged.attribute_name,
        judged.attribute_value,
        count(*) as judgements
    from {{ judgements }} as judgements
    inner join person_attributes as judged
        on judgements.item_number = judged.person_number
    group by judgements.user_number, judged.attribute_name, judged.attribute_value

),

judged_by_crowd as (

    select
        own.attribute_name,
        own.attribute_value as own_value,
        judged_by_user.attribute_value,
        sum(judged_by_user.judgements) as judgements
    from judged_by_user
    inner join person_attributes as own
        on
            judged_by_user.user_number = own.person_number
            and judged_by_user.attribute_name = own.attribute_name
    group by own.attribute_name, own.attribute_value, judged_by_user.attribute_value

),

{% for judges, key in [('user', 'user_number'), ('crowd', 'own_value')] -%}
all_judged_by_{{ judges }} as (

    select
        attribute_name,
        {{ key }},
        sum(judgements) as judgements
    from judged_by_{{ judges }}
    group by attribute_name, {{ key }}

),

{% endfor -%}
expected as (

    select
        people.person_number as user_number,
        supply.attribute_name,
        supply.attribute_value,
        supply.proportion,
        (
            coalesce(judged_by_crowd.judgements, 0)
            + {{ prior_judgements }} * supply.proportion
        ) / (
            coalesce(all_judged_by_crowd.judgements, 0) + {{ prior_judgements }}
        ) as expected_share
    from {{ people }} as people
    cross join supply
    left join person_attributes as own
        on
            people.person_number = own.person_number
            and supply.attribute_name = own.attribute_name
    left join judged_by_crowd
        on
            own.attribute_name = judged_by_crowd.attribute_name
            and own.attribute_value = judged_by_crowd.own_value
            and supply.attribute_value = judged_by_crowd.attribute_value
    left join all_judged_by_crowd
        on
            own.attribute_name = all_judged_by_crowd.attribute_name
            and own.attribute_value = all_judged_by_crowd.own_value

)

select
    expected.user_number,
    expected.attribute_name,
    expected.attribute_value,
    (
        coalesce(judged_by_user.judgements, 0)
        + {{ prior_judgements }} * expected.expected_share
    ) / (
        coalesce(all_judged_by_user.judgements, 0) + {{ prior_judgements }}
    ) / expected.proportion as affinity
from expected
left join judged_by_user
    on
        expected.user_number = judged_by_user.user_number
        and expected.attribute_name = judged_by_user.attribute_name
        and expected.attribute_value = judged_by_user.attribute_value
left join all_judged_by_user
    on
        expected.user_number = all_judged_by_user.user_number
        and expected.attribute_name = all_judged_by_user.attribute_name
{% endmacro %}
