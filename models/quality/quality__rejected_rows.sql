{{ config(enabled=recmart.is_wanted('custom')) }}

{% for domain in recmart.domains() -%}
{% set outer = loop -%}
{% for table in recmart[domain ~ '_tables']() -%}
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
