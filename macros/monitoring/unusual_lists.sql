{% macro unusual_lists(builds) %}
    {#- What is unusual about the lists of each domain's latest build, a row each. -#}
    {%- do recmart.check_arguments('unusual_lists', {
        'builds': ['relation', builds],
    }) -%}
    {%- set text = dbt.type_string() -%}
    {%- set double = recmart.type_double() -%}
    {#- Of so few users nothing can be said. -#}
    {%- set enough_users = 100 -%}
with

numbered as (

    select
        *,
        row_number() over (partition by domain order by build_number desc) as place
    from {{ builds }}

),

shares as (

    select
        *,
        1 - cast(users_with_list as {{ double }}) / nullif(known_users, 0)
            as share_without_list,
        -- Of what so many lists of ten could show.
        cast(items_shown as {{ double }})
        / nullif(least(items, 10 * users_with_list), 0) as coverage
    from numbered
    where place = 1 and known_users >= {{ enough_users }}

),

{% call(domain, levels) recmart.told_of_domains('domain') %}
    select
        domain,
        'share_without_list' as watched,
        {{ recmart.level_of('share_without_list', levels.share_without_list)
            | indent(8) }} as level,
        cast(known_users - users_with_list as {{ text }}) || ' of '
        || cast(known_users as {{ text }}) || ' users have no list'
        || ' {{ recmart.said_of_level('share_without_list',
            levels.share_without_list) }}' as told
    from shares
    where domain = '{{ domain }}'

    union all

    select
        domain,
        'coverage' as watched,
        {{ recmart.level_of('coverage', levels.coverage, is_floor=true)
            | indent(8) }} as level,
        cast(items_shown as {{ text }}) || ' of ' || cast(items as {{ text }})
        || ' items are in any list'
        || ' {{ recmart.said_of_level('coverage', levels.coverage, is_floor=true) }}'
            as told
    from shares
    where domain = '{{ domain }}'
{% endcall %}
{% endmacro %}
