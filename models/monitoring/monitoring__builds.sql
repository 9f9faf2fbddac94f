{{ config(enabled=recmart.is_watched()) }}

{% set text = dbt.type_string() -%}
{% set whole = dbt.type_bigint() -%}
{% set double = recmart.type_double() -%}
{% set domains = recmart.logged_domains() -%}
with

former as (

    {{ recmart.former_rows({
        'domain': text,
        'build_id': text,
        'build_number': whole,
        'as_of': 'timestamp',
        'until_at': 'timestamp',
        'known_users': whole,
        'users_with_list': whole,
        'items': whole,
        'items_shown': whole,
        'users_compared': whole,
        'users_changed': whole,
        'share_changed': double,
        'overlap': double,
        'new_items': double,
        'active_users': whole,
        'hit_users': whole,
        'hit_rate': double,
    }) | indent(4) }}

),

shown_lists as (

    select * from {{ ref('monitoring__shown_lists') }}

),

builds as (

    select
        domain,
        build_id,
        build_number,
        as_of,
        lag(build_number) over (
            partition by domain order by build_number
        ) as former_number,
        lead(build_number) over (
            partition by domain order by build_number
        ) is null as is_latest,
        lead(as_of) over (partition by domain order by as_of, build_number) as until_at,
        users_with_list,
        items_shown
    from (
        select
            domain,
            build_id,
            build_number,
            as_of,
            count(distinct user_id) as users_with_list,
            count(distinct item_id) as items_shown
        from shown_lists
        group by domain, build_id, build_number, as_of
    ) as counted

),

sizes as (

    {% for domain in domains -%}
    select
        '{{ domain }}' as domain,
        (select count(*) from {{ ref('int_' ~ domain ~ '__users') }}) as known_users,
        (select count(*) from {{ ref('int_' ~ domain ~ '__items') }}) as items

    union all

    {% endfor -%}
    select
        domain,
        known_users,
        items
    from former
    where false

),

former_lists as (

    select
        builds.domain,
        builds.build_number,
        shown_lists.user_id,
        shown_lists.rank,
        shown_lists.item_id
    from builds
    inner join shown_lists
        on
            builds.domain = shown_lists.domain
            and builds.former_number = shown_lists.build_number

),

changes as (

    {{ recmart.list_changes(
        former='former_lists',
        latter='shown_lists',
        keys=['domain', 'build_number'],
    ) | indent(4) }}

),

changes_of_build as (

    select
        domain,
        build_number,
        count(*) as users_compared,
        cast(sum(case when is_changed then 1 else 0 end) as {{ whole }})
            as users_changed,
        cast(
            sum(cast(cast(stay as decimal(18, 12)) / places as decimal(18, 12)))
            as {{ double }}
        ) / count(*) as overlap,
        cast(sum(new_items) as {{ double }}) / count(*) as new_items
    from changes
    group by domain, build_number

),

first_builds as (

    select
        domain,
        min(as_of) as as_of
    from builds
    group by domain

),

likes_of_domains as (

    {% for domain in domains -%}
    select
        '{{ domain }}' as domain,
        user_id,
        item_id,
        occurred_at
    from {{ ref('int_' ~ domain ~ '__interactions') }}
    where strength > 0 and not is_negative

    union all

    {% endfor -%}
    select
        domain,
        build_id as user_id,
        build_id as item_id,
        as_of as occurred_at
    from former
    where false

),

likes as (

    select likes_of_domains.*
    from likes_of_domains
    inner join first_builds on likes_of_domains.domain = first_builds.domain
    where likes_of_domains.occurred_at > first_builds.as_of

),

-- Where the data still reaches back to a build.
begun as (

    {% for domain in domains -%}
    select
        '{{ domain }}' as domain,
        min(occurred_at) as began_at
    from {{ ref('int_' ~ domain ~ '__interactions') }}

    union all

    {% endfor -%}
    select
        domain,
        as_of as began_at
    from former
    where false

),

-- What was liked once a list was shown, until the next one was.
liked as (

    select distinct
        builds.domain,
        builds.build_number,
        likes.user_id,
        likes.item_id
    from builds
    inner join likes
        on
            builds.domain = likes.domain
            and builds.as_of < likes.occurred_at
            and builds.until_at >= likes.occurred_at

),

hits as (

    select
        liked.domain,
        liked.build_number,
        liked.user_id,
        max(case when liked.item_id = shown_lists.item_id then 1 else 0 end) as is_hit
    from liked
    inner join shown_lists
        on
            liked.domain = shown_lists.domain
            and liked.build_number = shown_lists.build_number
            and liked.user_id = shown_lists.user_id
    group by liked.domain, liked.build_number, liked.user_id

),

hits_of_build as (

    select
        builds.domain,
        builds.build_number,
        count(hits.user_id) as active_users,
        cast(coalesce(sum(hits.is_hit), 0) as {{ whole }}) as hit_users,
        cast(sum(hits.is_hit) as {{ double }}) / nullif(count(hits.user_id), 0)
            as hit_rate
    from builds
    inner join begun
        on builds.domain = begun.domain and builds.as_of >= begun.began_at
    left join hits
        on builds.domain = hits.domain and builds.build_number = hits.build_number
    where builds.until_at is not null
    group by builds.domain, builds.build_number

),

-- What cannot be told any more stays as it was told.
logged as (

    select
        builds.domain,
        builds.build_id,
        builds.build_number,
        builds.as_of,
        builds.until_at,
        coalesce(sizes.known_users, former.known_users) as known_users,
        builds.users_with_list,
        coalesce(sizes.items, former.items) as items,
        builds.items_shown,
        coalesce(changes_of_build.users_compared, former.users_compared)
            as users_compared,
        coalesce(changes_of_build.users_changed, former.users_changed)
            as users_changed,
        coalesce(
            cast(changes_of_build.users_changed as {{ double }})
            / changes_of_build.users_compared,
            former.share_changed
        ) as share_changed,
        coalesce(changes_of_build.overlap, former.overlap) as overlap,
        coalesce(changes_of_build.new_items, former.new_items) as new_items,
        coalesce(hits_of_build.active_users, former.active_users) as active_users,
        coalesce(hits_of_build.hit_users, former.hit_users) as hit_users,
        case
            when hits_of_build.active_users is not null then hits_of_build.hit_rate
            else former.hit_rate
        end as hit_rate
    from builds
    left join former on builds.build_id = former.build_id
    left join sizes on builds.domain = sizes.domain and builds.is_latest
    left join changes_of_build
        on
            builds.domain = changes_of_build.domain
            and builds.build_number = changes_of_build.build_number
    left join hits_of_build
        on
            builds.domain = hits_of_build.domain
            and builds.build_number = hits_of_build.build_number

),

-- These stay when their lists are forgotten.
forgotten as (

    select former.*
    from former
    left join builds on former.build_id = builds.build_id
    where builds.build_id is null

),

told as (

    select * from logged
    union all
    select * from forgotten

)

select * from told
order by domain, build_number, build_id
