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
    recency_exponent=0,
    is_collaborative=true,
    may_cancel=false,
    own_items=none
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
        'is_collaborative': ['bool', is_collaborative],
        'may_cancel': ['bool', may_cancel],
        'own_items': ['optional[relation]', own_items],
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
    where
        is_liked
        and {{ recmart.block_of(
            'user_id',
            '(select sum(least(items, ' ~ history_size ~ ')) from (select count(*) as items '
            ~ 'from ' ~ user_items ~ ' where is_liked group by user_id) as users) * '
            ~ '(select count(*) / count(distinct item_rank) from ' ~ weights ~ ')'
        ) }}

),

weights as (

    select * from {{ weights }}

),

likes as (

    {{ recmart.liked_history(
        'user_items', 'popularity', history_size, evidence_exponent, recency_exponent
    ) | indent(4) }}

),

history as (

    select * from likes
    where affinity is not null

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

    {{ recmart.scored_items('history', 'weights', 'barred', may_cancel) | indent(4) }}

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
{%- if is_collaborative %},

-- What the user likes already and may be shown again: there the user is one of those
-- who have a pair in common, and a pair that nobody else has is no reason. Found before
-- it is joined with the history: mostly there is nothing.
liked_again as {{ recmart.written_out() }} (

    select
        best.user_number,
        best.item_rank
    from best
    {% if own_items -%}
    inner join users on best.user_number = users.user_number
    inner join popularity on best.item_rank = popularity.rank
    inner join {{ own_items }} as own_items
        on
            users.user_id = own_items.user_id
            and popularity.item_id = own_items.item_id
    {%- else -%}
    inner join likes
        on best.user_number = likes.user_number and best.item_rank = likes.item_rank
    {%- endif %}

),

own_causes as (

    select
        liked_again.user_number,
        liked_again.item_rank,
        max(
            case
                when
                    weights.weight > 0
                    and weights.users_in_common > 1
                    and weights.other_item_rank != history.item_rank
                    then {{ recmart.pack_wide(
                        'history.affinity * weights.weight', 'history.item_rank'
                    ) }}
            end
        ) as cause
    from liked_again
    inner join history on liked_again.user_number = history.user_number
    inner join weights
        on
            history.item_rank = weights.item_rank
            and liked_again.item_rank = weights.other_item_rank
    group by liked_again.user_number, liked_again.item_rank

),

explained as (

    select
        best.user_number,
        best.item_rank,
        best.score,
        case
            when own_causes.user_number is null then best.cause
            else own_causes.cause
        end as cause
    from best
    left join own_causes
        on
            best.user_number = own_causes.user_number
            and best.item_rank = own_causes.item_rank

)
{%- endif %}
{%- set explained = 'explained' if is_collaborative else 'best' %}

select
    users.user_id,
    popularity.item_id,
    cast({{ explained }}.score as {{ recmart.type_double() }})
    / {{ recmart.fixed_point(50) }} as score,
    because.item_id as because_item_id,
    coalesce(
        '{{ reason }} ' || because.title || coalesce(', ' || {{ because }}, ''),
        'you have shown interest in it'
    ) as reason
from {{ explained }}
inner join users on {{ explained }}.user_number = users.user_number
inner join popularity on {{ explained }}.item_rank = popularity.rank
left join popularity as because
    on {{ recmart.unpack_wide(explained ~ '.cause') }} = because.rank
{% if 'user_items.' in because -%}
left join user_items
    on
        users.user_id = user_items.user_id
        and because.item_id = user_items.item_id
{%- endif %}
{% endmacro %}
