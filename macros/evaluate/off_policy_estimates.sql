{% macro off_policy_estimates(
    log, policies, names, confidence=0.95, prior=10, least_effective=30
) %}
    {%- do recmart.check_arguments('off_policy_estimates', {
        'log': ['relation', log],
        'policies': ['relation', policies],
        'names': ['list[string]', names],
        'confidence': ['float', confidence],
        'prior': ['integer', prior],
        'least_effective': ['integer', least_effective],
    }) -%}
    {%- set quantiles = {0.8: 1.2815515655446004, 0.9: 1.6448536269514722,
        0.95: 1.959963984540054, 0.99: 2.5758293035489004} -%}
    {%- if confidence not in quantiles -%}
        {{ exceptions.raise_compiler_error(
            "off_policy_estimates: confidence " ~ confidence ~ " is not one of "
            ~ quantiles | join(", ") ~ "."
        ) }}
    {%- endif -%}
    {%- if not names -%}
        {{ exceptions.raise_compiler_error("off_policy_estimates: names is empty.") }}
    {%- endif -%}
with

-- What is expected of an item is learnt from the half of the users that one is not in.
logged as (

    select
        user_id,
        item_id,
        cast(reward as {{ recmart.type_double() }}) as reward,
        case
            when propensity > 0 then cast(propensity as {{ recmart.type_double() }})
        end as propensity,
        case when substr({{ dbt.hash('user_id') }}, 1, 1) < '8' then 0 else 1 end
            as half
    from {{ log }} as log

),

wanted_policies as (

    {% for name in names -%}
    select {{ recmart.text_literal(name) }} as policy
    {{ "union all" if not loop.last }}
    {% endfor %}
),

policies as (

    select
        policy,
        user_id,
        item_id,
        cast(probability as {{ recmart.type_double() }}) as probability
    from {{ policies }} as policies

),

halves as (

    select
        1 - half as half,
        {{ recmart.exact_sum('reward') }} / count(*) as mean_reward
    from logged
    group by half

),

items_of_halves as (

    select
        1 - logged.half as half,
        logged.item_id,
        ({{ recmart.exact_sum('logged.reward') }} + {{ prior }} * halves.mean_reward)
        / (count(*) + {{ prior }}) as expected_reward
    from logged
    inner join halves on 1 - logged.half = halves.half
    group by 1 - logged.half, logged.item_id, halves.mean_reward

),

logged_users as (

    select distinct
        user_id,
        half
    from logged

),

-- What the policy would earn if items earned what is expected of them.
expected as (

    select
        policies.policy,
        policies.user_id,
        {{ recmart.exact_sum(
            'policies.probability * coalesce('
            ~ 'items_of_halves.expected_reward, halves.mean_reward, 0)'
        ) }} as expected_reward
    from policies
    inner join logged_users on policies.user_id = logged_users.user_id
    left join halves on logged_users.half = halves.half
    left join items_of_halves
        on
            logged_users.half = items_of_halves.half
            and policies.item_id = items_of_halves.item_id
    group by policies.policy, policies.user_id

),

weighted as (

    select
        wanted_policies.policy,
        logged.user_id,
        logged.reward,
        logged.propensity,
        coalesce(policies.probability, 0) / logged.propensity as weight,
        coalesce(items_of_halves.expected_reward, halves.mean_reward, 0)
            as expected_of_item,
        coalesce(expected.expected_reward, 0) as expected_of_policy
    from logged
    cross join wanted_policies
    left join policies
        on
            wanted_policies.policy = policies.policy
            and logged.user_id = policies.user_id
            and logged.item_id = policies.item_id
    left join expected
        on
            wanted_policies.policy = expected.policy
            and logged.user_id = expected.user_id
    left join halves on logged.half = halves.half
    left join items_of_halves
        on
            logged.half = items_of_halves.half
            and logged.item_id = items_of_halves.item_id

),

-- Impressions of one user are not independent of each other: users are what is drawn.
users as (

    select
        policy,
        user_id,
        count(*) as impressions,
        count(propensity) as with_propensity,
        {{ recmart.exact_sum('reward') }} as reward,
        {{ recmart.exact_sum('weight') }} as weight,
        {{ recmart.exact_sum('weight * weight') }} as squared_weight,
        {{ recmart.exact_sum('weight * reward') }} as weighted_reward,
        {{ recmart.exact_sum(
            'expected_of_policy + weight * (reward - expected_of_item)'
        ) }} as doubly_robust_reward
    from weighted
    group by policy, user_id

),

overlap as (

    select
        wanted_policies.policy,
        cast(coalesce(sum(users.impressions), 0) as {{ dbt.type_bigint() }})
            as impressions,
        cast(count(users.user_id) as {{ dbt.type_bigint() }}) as users,
        coalesce(sum(users.with_propensity), 0) as with_propensity,
        {{ recmart.exact_sum('users.weight') }} as weight,
        {{ recmart.exact_sum('users.weight') }} * {{ recmart.exact_sum('users.weight') }}
        / nullif({{ recmart.exact_sum('users.squared_weight') }}, 0)
            as effective_impressions
    from wanted_policies
    left join users on wanted_policies.policy = users.policy
    group by wanted_policies.policy

),

estimators as (

    {% for estimator in ['ips', 'snips', 'doubly_robust', 'mean'] -%}
    select '{{ estimator }}' as estimator
    {{ "union all" if not loop.last }}
    {% endfor %}
),

-- Each estimator is a quotient of two sums over users. What was shown needs no weights.
parts as (

    select
        case estimators.estimator when 'mean' then 'logged' else users.policy end
            as policy,
        estimators.estimator,
        case estimators.estimator
            when 'mean' then users.reward
            when 'doubly_robust' then users.doubly_robust_reward
            else users.weighted_reward
        end as numerator,
        case estimators.estimator
            when 'snips' then users.weight
            else cast(users.impressions as {{ recmart.type_double() }})
        end as denominator
    from users
    cross join estimators
    where
        estimators.estimator != 'mean'
        or users.policy = {{ recmart.text_literal(names[0]) }}

),

quotients as (

    select
        policy,
        estimator,
        {{ recmart.exact_sum('numerator') }}
        / nullif({{ recmart.exact_sum('denominator') }}, 0) as value,
        {{ recmart.exact_sum('denominator') }} as denominator
    from parts
    group by policy, estimator

),

spread as (

    select
        parts.policy,
        parts.estimator,
        quotients.value,
        sqrt(
            {{ recmart.exact_sum(
                '(parts.numerator - quotients.value * parts.denominator)'
                ~ ' * (parts.numerator - quotients.value * parts.denominator)'
            ) }}
            * count(*)
            / nullif(cast(count(*) - 1 as {{ recmart.type_double() }}), 0)
        ) / nullif(quotients.denominator, 0) as standard_error
    from parts
    inner join quotients
        on
            parts.policy = quotients.policy
            and parts.estimator = quotients.estimator
    group by
        parts.policy, parts.estimator, quotients.value, quotients.denominator

),

rows_wanted as (

    select
        case estimators.estimator when 'mean' then 'logged' else overlap.policy end
            as policy,
        estimators.estimator,
        overlap.impressions,
        overlap.users,
        case estimators.estimator
            when 'mean' then cast(overlap.impressions as {{ recmart.type_double() }})
            else overlap.effective_impressions
        end as effective_impressions,
        case estimators.estimator
            when 'mean' then 1
            else overlap.weight / nullif(overlap.impressions, 0)
        end as mean_weight,
        case
            when overlap.impressions = 0 then 'nothing was logged'
            when overlap.users = 1 then 'one user is no sample'
            when estimators.estimator = 'mean' then null
            when overlap.with_propensity < overlap.impressions
                then 'propensities are missing or not above 0'
            when overlap.weight = 0 then 'no overlap: nothing that it shows was logged'
            when overlap.effective_impressions < {{ least_effective }}
                then 'too little overlap: worth less than {{ least_effective }} impressions'
        end as reason
    from overlap
    cross join estimators
    where
        estimators.estimator != 'mean'
        or overlap.policy = {{ recmart.text_literal(names[0]) }}

)

{% set half_width = quantiles[confidence] ~ ' * spread.standard_error' -%}
select
    rows_wanted.policy,
    rows_wanted.estimator,
    case when rows_wanted.reason is null then spread.value end as value,
    case when rows_wanted.reason is null then spread.value - {{ half_width }} end
        as lower,
    case when rows_wanted.reason is null then spread.value + {{ half_width }} end
        as upper,
    rows_wanted.impressions,
    rows_wanted.users,
    rows_wanted.effective_impressions,
    rows_wanted.mean_weight,
    rows_wanted.reason
from rows_wanted
left join spread
    on
        rows_wanted.policy = spread.policy
        and rows_wanted.estimator = spread.estimator
{% endmacro %}
