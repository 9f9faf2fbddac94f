{% macro unusual_files(counts) %}
    {#- Which files of each domain's latest build had more rows rejected than in the
        build before, or too many where there is none before, a row each. -#}
    {%- do recmart.check_arguments('unusual_files', {
        'counts': ['relation', counts],
    }) -%}
    {%- set text = dbt.type_string() -%}
    {%- set double = recmart.type_double() -%}
    {#- Of so few rows a share is chance. -#}
    {%- set enough_rows = 100 -%}
with

numbered as (

    select
        domain,
        table_name,
        raw_rows,
        cast(rejected_rows as {{ double }}) / raw_rows as share,
        dense_rank() over (partition by domain order by build_number desc) as place
    from {{ counts }}
    where raw_rows >= {{ enough_rows }}

),

compared as (

    select
        latest.domain,
        latest.table_name,
        latest.share,
        former.share as former_share
    from numbered as latest
    left join numbered as former
        on
            latest.domain = former.domain
            and latest.table_name = former.table_name
            and former.place = 2
    where latest.place = 1

),

{% call(domain, levels) recmart.told_of_domains('file_name') %}
    select
        domain || '.' || table_name as file_name,
        case
            when former_share is null then 'rejected_share' else 'rejected_rise'
        end as watched,
        case
            when former_share is null
                then {{ recmart.level_of('share', levels.rejected_share) | indent(16) }}
            else {{ recmart.level_of('share - former_share', levels.rejected_rise)
                | indent(12) }}
        end as level,
        cast(cast(100 * share as decimal(18, 1)) as {{ text }})
        || ' % of the rows are rejected'
        || case
            when former_share is null
                then ' {{ recmart.said_of_level('rejected_share',
                    levels.rejected_share) }}'
            else ' instead of '
                || cast(cast(100 * former_share as decimal(18, 1)) as {{ text }})
                || ' % {{ recmart.said_of_level('rejected_rise',
                    levels.rejected_rise) }}'
        end
        || ', see quality.rejected_rows' as told
    from compared
    where domain = '{{ domain }}'
{% endcall %}
{% endmacro %}
