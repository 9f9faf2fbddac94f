{{ config(enabled=recmart.is_wanted('custom')) }}

{% set built = recmart.built_domains() -%}

{% for domain in built -%}
{% for table in recmart[domain ~ '_tables']() -%}
select
    '{{ domain }}' as domain,
    '{{ table }}' as table_name,
    row_number,
    rejection_reason as reason,
    raw_row
from {{ ref('base_' ~ domain ~ '__' ~ table) }}
where rejection_reason is not null

union all

{% endfor -%}
{% endfor -%}
{{ recmart.rows_of_other_domains(
    columns={
        'domain': dbt.type_string(),
        'table_name': dbt.type_string(),
        'row_number': dbt.type_bigint(),
        'reason': dbt.type_string(),
        'raw_row': dbt.type_string(),
    },
    built=built,
) }}
