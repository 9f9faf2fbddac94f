{% macro popular_candidates(users, popularity, exclusions, candidates) %}
    {%- do recmart.check_arguments('popular_candidates', {
        'users': ['relation', users],
        'popularity': ['relation', popularity],
        'exclusions': ['relation', exclusions],
        'candidates': ['any', candidates],
    }) -%}
with

barred_items as (

    select
        user_id,
        count(*) as items
    from {{ exclusions }}
    group by user_id

),

-- As many more than asked for as are barred: what is left is always enough.
wanted as (

    select
        users.user_id,
        {{ candidates }} + coalesce(barred_items.items, 0) as items
    from {{ users }} as users
    left join barred_items on users.user_id = barred_items.user_id

)

select
    wanted.user_id,
    popularity.item_id,
    cast(1 as {{ recmart.type_double() }}) / popularity.rank as score,
    'popular' as reason
from wanted
inner join {{ popularity }} as popularity on popularity.rank <= wanted.items
{% endmacro %}
