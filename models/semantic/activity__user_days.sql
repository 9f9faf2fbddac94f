{#- What each domain knows of its users, and counts of their days. -#}
{% set attributes = {
    'dating': ['gender', 'age_band', 'city'],
    'pings': ['age_band', 'country'],
    'shoes': ['gender', 'age_band'],
    'streaming': ['gender', 'age_band', 'region'],
} -%}
{% set measures = {
    'dating': {
        'likes': "count(case when event_type in ('like', 'match') then 1 end)",
        'dislikes': "count(case when event_type = 'dislike' then 1 end)",
        'matches': "count(case when event_type = 'match' then 1 end)",
    },
    'grocery': {
        'purchases': 'count(*)',
        'reorders': 'count(*) - count(distinct item_id)',
    },
    'pings': {
        'impressions': "count(case when event_type = 'impression' then 1 end)",
        'views': 'count(watch_time_ratio)',
        'full_views': 'count(case when watch_time_ratio >= 0.8 then 1 end)',
        'engagements': 'count(case when '
            ~ recmart.pings_is_engagement('event_type') ~ ' then 1 end)',
    },
    'streaming': {'watch_seconds': recmart.exact_sum('watch_seconds', 6)},
} -%}
{% set types = {
    'domain': dbt.type_string(),
    'day': 'date',
    'user_id': dbt.type_string(),
    'gender': dbt.type_string(),
    'age_band': dbt.type_string(),
    'city': dbt.type_string(),
    'region': dbt.type_string(),
    'country': dbt.type_string(),
    'interactions': dbt.type_bigint(),
    'likes': dbt.type_bigint(),
    'dislikes': dbt.type_bigint(),
    'matches': dbt.type_bigint(),
    'purchases': dbt.type_bigint(),
    'reorders': dbt.type_bigint(),
    'impressions': dbt.type_bigint(),
    'views': dbt.type_bigint(),
    'full_views': dbt.type_bigint(),
    'engagements': dbt.type_bigint(),
    'watch_seconds': recmart.type_double(),
} -%}
{% set domains = [] -%}
{% for domain in recmart.domains() if not execute or (
    load_relation(ref('int_' ~ domain ~ '__interactions'))
    and load_relation(ref('int_' ~ domain ~ '__users'))
) -%}
{% do domains.append(domain) -%}
{% endfor -%}
with

{% for domain in domains -%}
{{ domain }}_days as (

    select
        user_id,
        cast(occurred_at as date) as day,  -- noqa: references.keywords
        {% for measure, expression in measures.get(domain, {}).items() -%}
        {{ expression }} as {{ measure }},
        {% endfor -%}
        count(*) as interactions
    from {{ ref('int_' ~ domain ~ '__interactions') }}
    group by user_id, cast(occurred_at as date)

),

{% endfor -%}
user_days as (

    {% for domain in domains -%}
    {% set counts = ['day', 'user_id', 'interactions'] + (
        measures.get(domain, {}) | list
    ) -%}
    {% set values = {'domain': dbt.string_literal(domain)} -%}
    {% for column in counts -%}
    {% do values.update({column: domain ~ '_days.' ~ column}) -%}
    {% endfor -%}
    {% for column in attributes.get(domain, []) -%}
    {% do values.update({column: 'coalesce(users.' ~ column ~ ", 'unknown')"}) -%}
    {% endfor -%}
    {% set columns = [] -%}
    {% for column, type in types.items() -%}
    {% do columns.append(
        'cast(' ~ values.get(column, 'null') ~ ' as ' ~ type ~ ') as ' ~ column
    ) -%}
    {% endfor -%}
    select
        {{ columns | join(',\n        ') }}
    from {{ domain }}_days
    left join {{ ref('int_' ~ domain ~ '__users') }} as users
        on {{ domain }}_days.user_id = users.user_id

    union all

    {% endfor -%}
    {{ recmart.rows_of_other_domains(types, domains) | indent(4) }}

)

select * from user_days
order by domain, day, user_id
