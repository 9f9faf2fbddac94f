{{ config(enabled=recmart.is_wanted('custom')) }}

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

    {% for domain in recmart.domains() -%}
    {% set outer = loop -%}
    {% for table in recmart[domain ~ '_tables']() -%}
    {%- set name = domain ~ '__' ~ table -%}
    select
        '{{ domain }}' as domain,
        '{{ table }}' as table_name,
        -- The last place in the file, not the rows of the table, which could be fewer.
        (select coalesce(max(row_number), 0) from {{ ref('base_' ~ name) }})
            as raw_rows,
        (select count(*) from {{ ref('stg_' ~ name) }}) as staged_rows
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
