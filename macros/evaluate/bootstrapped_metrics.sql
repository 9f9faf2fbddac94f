{% macro bootstrapped_metrics(
    user_metrics, user_segments, metrics, replicates=1000, buckets=1000
) %}
    {%- do recmart.check_arguments('bootstrapped_metrics', {
        'user_metrics': ['relation', user_metrics],
        'user_segments': ['relation', user_segments],
        'metrics': ['list[string]', metrics],
        'replicates': ['integer', replicates],
        'buckets': ['integer', buckets],
    }) -%}
with

side_by_side as (

    select
        personal.user_id,
        personal.k,
        {% for metric in metrics -%}
        personal.{{ metric }} as {{ metric }}_personal_value,
        popular.{{ metric }} as {{ metric }}_popular_value{{ "," if not loop.last }}
        {% endfor %}
    from {{ user_metrics }} as personal
    inner join {{ user_metrics }} as popular
        on personal.user_id = popular.user_id and personal.k = popular.k
    where
        personal.list_name = 'recommendations'
        and popular.list_name = 'popular'

),

compared as (

    {{ recmart.metrics_as_rows(
        relation='side_by_side',
        keys=['user_id', 'k'],
        metrics=metrics,
        measures=['personal_value', 'popular_value'],
    ) | indent(4) }}

),

-- The users of a segment, in an order without meaning, dealt to buckets. A bucket is
-- what is drawn: a user alone, unless there are more users than buckets.
dealt_users as (

    select
        segment_type,
        segment,
        user_id,
        (
            row_number() over (
                partition by segment_type, segment
                order by {{ dbt.hash('user_id') }}, user_id
            ) - 1
        ) % {{ buckets }} as bucket
    from {{ user_segments }}

),

-- What is resampled are whole millionths: their sums are exact in any order.
bucketed as (

    select
        dealt_users.segment_type,
        dealt_users.segment,
        compared.k,
        compared.metric,
        dealt_users.bucket,
        {{ recmart.exact_sum('compared.personal_value') }} as personal_sum,
        {{ recmart.exact_sum('compared.popular_value') }} as popular_sum,
        {{ recmart.exact_sum('compared.personal_value - compared.popular_value') }}
            as difference_sum,
        count(compared.popular_value) as popular_users,
        cast(
            coalesce(sum({{ recmart.rounded('1000000 * compared.personal_value') }}), 0)
            as {{ recmart.type_double() }}
        )
            as personal_units,
        cast(
            count(compared.personal_value) as {{ recmart.type_double() }}
        ) as personal_users,
        cast(
            coalesce(
                sum(
                    {{ recmart.rounded(
                        '1000000 * (compared.personal_value - compared.popular_value)'
                    ) }}
                ),
                0
            ) as {{ recmart.type_double() }}
        ) as difference_units,
        cast(
            count(compared.personal_value - compared.popular_value)
            as {{ recmart.type_double() }}
        ) as pairs
    from dealt_users
    inner join compared on dealt_users.user_id = compared.user_id
    group by
        dealt_users.segment_type,
        dealt_users.segment,
        compared.k,
        compared.metric,
        dealt_users.bucket

),

observed as (

    select
        segment_type,
        segment,
        k,
        metric,
        cast(sum(personal_users) as {{ dbt.type_bigint() }}) as users,
        {{ recmart.exact_sum('personal_sum') }} / nullif(sum(personal_users), 0)
            as value,
        {{ recmart.exact_sum('popular_sum') }} / nullif(sum(popular_users), 0)
            as popular_value,
        {{ recmart.exact_sum('difference_sum') }} / nullif(sum(pairs), 0)
            as difference,
        -- As far from 0 is also what only rounding, half a unit for each, keeps nearer.
        abs(sum(difference_units)) - sum(pairs) as least_distance
    from bucketed
    group by segment_type, segment, k, metric

),

replicates as (

    {{ dbt.generate_series(replicates) | indent(4) }}

),

draws as (

    select
        replicates.generated_number as replicate,
        used_buckets.bucket,
        -- Of a double the text is another on each engine.
        {{ dbt.hash(
            "cast(replicates.generated_number as integer) || ' ' || used_buckets.bucket"
        ) }}
            as digits
    from replicates
    cross join (select distinct bucket from bucketed) as used_buckets

),

-- How often a bucket is drawn, and whether the two lists change places in it.
weights as {{ recmart.written_out() }} (

    select
        replicate,
        bucket,
        cast(
            {{ recmart.poisson_draw('substr(digits, 1, 8)') | indent(12) }}
            as {{ recmart.type_double() }}
        ) as times,
        case
            when substr(digits, 9, 1) < '8'
                then cast(1 as {{ recmart.type_double() }})
            else -1
        end as sign
    from draws

),

resampled as (

    {{ recmart.resampled('bucketed', 'weights', metrics) | indent(4) }}

),

spread as (

    select
        resampled.segment_type,
        resampled.segment,
        resampled.k,
        resampled.metric,
        percentile_cont(0.025) within group (order by resampled.value) as lower,
        percentile_cont(0.975) within group (order by resampled.value) as upper,
        percentile_cont(0.025) within group (order by resampled.difference)
            as difference_lower,
        percentile_cont(0.975) within group (order by resampled.difference)
            as difference_upper,
        cast(
            1 + count(case when resampled.distance >= observed.least_distance then 1 end)
            as {{ recmart.type_double() }}
        ) / {{ replicates + 1 }} as p_value
    from resampled
    inner join observed
        on
            resampled.segment_type = observed.segment_type
            and resampled.segment = observed.segment
            and resampled.k = observed.k
            and resampled.metric = observed.metric
    group by
        resampled.segment_type, resampled.segment, resampled.k, resampled.metric

)

select
    observed.segment_type,
    observed.segment,
    observed.k,
    observed.metric,
    observed.users,
    observed.value,
    spread.lower,
    spread.upper,
    observed.popular_value,
    observed.difference,
    spread.difference_lower,
    spread.difference_upper,
    case when observed.difference is not null then spread.p_value end as p_value
from observed
inner join spread
    on
        observed.segment_type = spread.segment_type
        and observed.segment = spread.segment
        and observed.k = spread.k
        and observed.metric = spread.metric
{% endmacro %}
