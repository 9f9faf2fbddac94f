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
    ['domain', 'table_name', 'row_number', 'reason', 'raw_row'], built,
) }}
