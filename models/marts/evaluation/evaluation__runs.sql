{% set runs = [] -%}
{% for domain in recmart.evaluated_domains() -%}
{% set holdout = ref('int_' ~ domain ~ '__holdout') -%}
{% if execute -%}
{% do runs.append((recmart.evaluation_run(domain), holdout)) -%}
{% endif -%}
{% endfor -%}
with

runs as (

    {% for run, holdout in runs -%}
    select
        {{ dbt.string_literal(run.run_id) }} as run_id,
        '{{ run.domain }}' as domain,
        {% if run.as_of -%} cast('{{ run.as_of }}' as timestamp)
        {%- else -%} cast(null as timestamp)
        {%- endif %} as as_of,
        cast({{ run.horizon_days or 'null' }} as integer) as horizon_days,
        '{{ run.holdout }}' as holdout,
        count(distinct user_id) as users,
        {{ dbt.string_literal(dbt.escape_single_quotes(run.parameters)) }} as parameters
    from {{ holdout }}

    union all

    {% endfor -%}
    select
        cast(null as {{ dbt.type_string() }}) as run_id,
        cast(null as {{ dbt.type_string() }}) as domain,
        cast(null as timestamp) as as_of,
        cast(null as integer) as horizon_days,
        cast(null as {{ dbt.type_string() }}) as holdout,
        cast(0 as {{ dbt.type_bigint() }}) as users,  -- noqa: references.keywords
        cast(null as {{ dbt.type_string() }})
            as parameters  -- noqa: references.keywords

)

-- A build with nothing held out is no evaluation.
select * from runs
where users > 0
