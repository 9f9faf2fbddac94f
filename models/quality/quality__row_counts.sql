{{ config(enabled=recmart.is_wanted('custom')) }}

{% set built = recmart.built_domains() -%}

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

    {% for domain in built -%}
    {% for table in recmart[domain ~ '_tables']() -%}
    select
        '{{ domain }}' as domain,
        '{{ table }}' as table_name,
        -- Counted apart from reading; else the last place, as rows could be fewer.
        coalesce(max(counted_rows), max(row_number), 0) as raw_rows,
        -- Not of stg_, which is not made of a file with too many bad rows.
        sum(case when rejection_reason is null then 1 else 0 end) as staged_rows
    from {{ ref('base_' ~ domain ~ '__' ~ table) }}

    union all

    {% endfor -%}
    {% endfor -%}
    select
        cast(null as {{ dbt.type_string() }}) as domain,
        cast(null as {{ dbt.type_string() }}) as table_name,
        cast(null as {{ dbt.type_bigint() }}) as raw_rows,
        cast(null as {{ dbt.type_bigint() }}) as staged_rows
    where false

),

counted as (

    select
        raw_and_staged.domain,
        raw_and_staged.table_name,
        raw_and_staged.raw_rows,
        cast(coalesce(raw_and_staged.staged_rows, 0) as {{ dbt.type_bigint() }})
            as staged_rows,
        cast(coalesce(rejected.rejected_rows, 0) as {{ dbt.type_bigint() }})
            as rejected_rows
    from raw_and_staged
    left join rejected
        on
            raw_and_staged.domain = rejected.domain
            and raw_and_staged.table_name = rejected.table_name

),

others as (

    {{ recmart.rows_of_other_domains(
        columns={
            'domain': dbt.type_string(),
            'table_name': dbt.type_string(),
            'raw_rows': dbt.type_bigint(),
            'staged_rows': dbt.type_bigint(),
            'rejected_rows': dbt.type_bigint(),
        },
        built=built,
    ) | indent(4) }}

)

select * from counted
union all
select * from others
