{{ config(enabled=recmart.is_wanted('evaluation')) }}

{% call(domain, run) recmart.of_evaluated_domains(
    columns={
        'as_of': 'timestamp',
        'horizon_days': 'integer',
        'holdout': dbt.type_string(),
        'users': dbt.type_bigint(),
        'parameters': dbt.type_string(),
    },
) -%}
select
    {{ "'" ~ run.as_of ~ "'" if run.as_of else 'null' }} as as_of,
    {{ run.horizon_days or 'null' }} as horizon_days,
    '{{ run.holdout }}' as holdout,
    count(distinct user_id) as users,
    {{ recmart.text_literal(run.parameters) }} as parameters
from {{ ref('int_evaluation__holdout') }}
where domain = '{{ domain }}'
-- A build with nothing held out is no evaluation.
having count(*) > 0
{%- endcall %}
