{{ config(alias='row_counts') }}

{% set tables = recmart.source_tables() -%}
with

rejected as (

    select
        domain,
        table_name,
        count(*) as rejected_rows
    from {{ ref('quality__rejected_rows') }}
    group by domain, table_name

),

raw_and_staged as (

    {% for domain in tables -%}
    {% set outer = loop -%}
    {% for table in tables[domain] -%}
    select
        '{{ domain }}' as domain,
        '{{ table }}' as table_name,
        (select count(*) from {{ ref('raw_' ~ domain ~ '__' ~ table) }}) as raw_rows,
        (select count(*) from {{ ref('stg_' ~ domain ~ '__' ~ table) }}) as staged_rows
    {{ "union all" if not (loop.last and outer.last) }}
    {% endfor -%}
    {% endfor %}
)

select
    raw_and_staged.domain,
    raw_and_staged.table_name,
    raw_and_staged.raw_rows,
    raw_and_staged.staged_rows,
    cast(coalesce(rejected.rejected_rows, 0) as {{ dbt.type_bigint() }})
        as rejected_rows
from raw_and_staged
left join rejected
    on
        raw_and_staged.domain = rejected.domain
        and raw_and_staged.table_name = rejected.table_name
