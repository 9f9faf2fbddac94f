{{ config(enabled=recmart.is_watched()) }}

{#- How much of a list people look at. -#}
{% set k = 10 -%}
{% set text = dbt.type_string() -%}
{% set domains = recmart.logged_domains() -%}
with

former as (

    {{ recmart.former_rows({
        'domain': text,
        'build_id': text,
        'build_number': dbt.type_bigint(),
        'as_of': 'timestamp',
        'user_id': text,
        'rank': dbt.type_bigint(),
        'item_id': text,
    }) | indent(4) }}

),

{% for domain in domains -%}
{{ domain }}_sizes as (

    select
        count(*) as known_users,
        (select count(*) from {{ ref('int_' ~ domain ~ '__items') }}) as known_items,
        (
            select count(*) from {{ ref('int_' ~ domain ~ '__interactions') }}
        ) as known_events
    from {{ ref('int_' ~ domain ~ '__users') }}

),

{{ domain }}_moment as (

    {{ recmart.moment(
        ref('int_' ~ domain ~ '__interactions'), 'occurred_at', is_cut=false, is_today=false
    ) | indent(4) }}

),

-- Where no times are known, data is told from other data by how much there is.
{{ domain }}_build as (

    select
        moment.now_at as as_of,
        '{{ domain }}/' || coalesce(
            cast(moment.now_at as {{ text }}),
            cast(sizes.known_events as {{ text }}) || ' events, '
            || cast(sizes.known_users as {{ text }}) || ' users, '
            || cast(sizes.known_items as {{ text }}) || ' items'
        ) as build_id
    from {{ domain }}_sizes as sizes
    cross join {{ domain }}_moment as moment

),

{% endfor -%}
latest as (

    {% for domain in domains -%}
    select
        '{{ domain }}' as domain,
        build.build_id,
        build.as_of,
        lists.user_id,
        lists.rank,
        lists.item_id
    from {{ ref(domain ~ '__recommendations') }} as lists
    cross join {{ domain }}_build as build
    where lists.rank <= {{ k }}

    union all

    {% endfor -%}
    select
        domain,
        build_id,
        as_of,
        user_id,
        rank,
        item_id
    from former
    where false

),

latest_builds as (

    select distinct
        domain,
        build_id
    from latest

),

-- Whoever is no longer in the data is not in here, either.
users as (

    {% for domain in domains -%}
    select
        '{{ domain }}' as domain,
        user_id
    from {{ ref('int_' ~ domain ~ '__users') }}

    union all

    {% endfor -%}
    select distinct
        domain,
        user_id
    from former
    where
        {% for domain in domains -%}
        domain <> '{{ domain }}'
        and {% endfor -%}
        true

),

-- The same data replaces what it gave before.
kept as (

    select former.*
    from former
    inner join users on former.domain = users.domain and former.user_id = users.user_id
    left join latest_builds on former.build_id = latest_builds.build_id
    where latest_builds.build_id is null

),

-- Also after builds of which nobody is left.
numbered_builds as (

    select
        latest_builds.build_id,
        coalesce(max(former.build_number), 0) + 1 as build_number
    from latest_builds
    left join former
        on
            latest_builds.domain = former.domain
            and latest_builds.build_id <> former.build_id
    group by latest_builds.build_id

),

logged as (

    select * from kept

    union all

    select
        latest.domain,
        latest.build_id,
        numbered_builds.build_number,
        latest.as_of,
        latest.user_id,
        latest.rank,
        latest.item_id
    from latest
    inner join numbered_builds on latest.build_id = numbered_builds.build_id

),

builds as (

    select
        build_id,
        row_number() over (partition by domain order by build_number desc) as place
    from logged
    group by domain, build_id, build_number

)

select logged.*
from logged
inner join builds on logged.build_id = builds.build_id
where builds.place <= {{ recmart.logged_builds() }}
order by logged.domain, logged.build_number, logged.user_id, logged.rank
