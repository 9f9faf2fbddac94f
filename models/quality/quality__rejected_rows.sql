{{ config(alias='rejected_rows') }}

{% set tables = recmart.source_tables() -%}
{% for domain in tables -%}
{% set outer = loop -%}
{% for table in tables[domain] -%}
select
    '{{ domain }}' as domain,
    '{{ table }}' as table_name,
    row_number,
    rejection_reason as reason,
    raw_row
from {{ ref('base_' ~ domain ~ '__' ~ table) }}
where rejection_reason is not null
{{ "union all" if not (loop.last and outer.last) }}
{% endfor -%}
{% endfor -%}
