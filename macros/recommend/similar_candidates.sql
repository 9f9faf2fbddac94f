{% macro similar_candidates(
    user_items,
    weights,
    popularity,
    exclusions,
    reason='similar to',
    because="'which you liked'",
    candidates=40,
    history_size=500,
    evidence_exponent=0,
    recency_exponent=0
) %}
    {%- do recmart.check_arguments('similar_candidates', {
        'user_items': ['relation', user_items],
        'weights': ['relation', weights],
        'popularity': ['relation', popularity],
        'exclusions': ['relation', exclusions],
        'reason': ['string', reason],
        'because': ['string', because],
        'candidates': ['integer', candidates],
        'history_size': ['integer', history_size],
        'evidence_exponent': ['float', evidence_exponent],
        'recency_exponent': ['float', recency_exponent],
    }) -%}
with

popularity as (

    select
        item_id,
        title,
        rank
    from {{ popularity }}

),

user_items as (

    select * from {{ user_items }}
    where is_liked and {{ recmart.block_of('user_id') }}

),

weights as (

    select * from {{ weights }}

),

history as (

    {{ recmart.liked_history(
        'user_items', 'popularity', history_size, evidence_exponent, recency_exponent
    ) | indent(4) }}

),

users as (

    select distinct
        user_id,
        user_number
    from history

),

barred as (

    select
        users.user_number,
        popularity.rank as item_rank
    from {{ exclusions }} as exclusions
    inner join users on exclusions.user_id = users.user_id
    inner join popularity on exclusions.item_id = popularity.item_id

),

scores as (

    {{ recmart.scored_items('history', 'weights', 'barred') | indent(4) }}

),

best as (

    {{ recmart.top_n(
        relation='scores',
        partition_by='user_number',
        item='item_rank',
        score='score',
        n=candidates,
        carried=['cause']
    ) | indent(4) }}

)

select
    users.user_id,
    popularity.item_id,
    cast(best.score as double) / {{ recmart.fixed_point(50) }} as score,
    because.item_id as because_item_id,
    coalesce(
        '{{ reason }} ' || because.title || coalesce(', ' || {{ because }}, ''),
        'you have shown interest in it'
    ) as reason
from best
inner join users on best.user_number = users.user_number
inner join popularity on best.item_rank = popularity.rank
left join popularity as because
    on {{ recmart.unpack_wide('best.cause') }} = because.rank
{% if because.startswith('user_items.') -%}
left join user_items
    on
        users.user_id = user_items.user_id
        and because.item_id = user_items.item_id
{%- endif %}
{% endmacro %}
