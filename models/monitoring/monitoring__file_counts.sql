{{ config(enabled=recmart.is_watched()) }}

{% set text = dbt.type_string() -%}
{% set whole = dbt.type_bigint() -%}
{% set domains = recmart.logged_domains() -%}
{% set names = "'" ~ domains | join("', '") ~ "'" -%}
with

former as (

    {{ recmart.former_rows({
        'domain': text,
        'build_id': text,
        'build_number': whole,
        'table_name': text,
        'raw_rows': whole,
        'rejected_rows': whole,
    }) | indent(4) }}

),

builds as (

    select
        domain,
        build_id,
        build_number,
        row_number() over (partition by domain order by build_number desc) as place
    from {{ ref('monitoring__builds') }}

),

latest as (

    select
        builds.domain,
        builds.build_id,
        builds.build_number,
        counts.table_name,
        counts.raw_rows,
        counts.rejected_rows
    from {{ ref('quality__row_counts') }} as counts
    inner join builds on counts.domain = builds.domain
    where
        builds.place = 1
        and builds.domain in (
            {{ names }}
        )

),

-- The same data replaces what it gave before.
kept as (

    select former.*
    from former
    left join latest
        on former.build_id = latest.build_id and former.table_name = latest.table_name
    where latest.build_id is null

),

counted as (

    select * from kept
    union all
    select * from latest

)

select * from counted
order by domain, build_number, build_id, table_name
