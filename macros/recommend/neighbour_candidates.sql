{% macro neighbour_candidates(
    history, similarity, popularity, exclusions, reason, candidates=200
) %}
    {#- Items near to what the user knows: score = Σ interest(user, item) × similarity, over
        the items of the history.

        history: user_id, item_id, interest, because ("which you bought").
        similarity: item_id, similar_item_id, weight; negative weights count too.
        reason: how the item stands to the one that speaks most for it ("goes with"). -#}
with

history as (

    select * from {{ history }}

),

contributions as (

    select
        history.user_id,
        similarity.similar_item_id as item_id,
        history.item_id as because_item_id,
        history.because,
        history.interest * similarity.weight as contribution
    from history
    inner join {{ similarity }} as similarity
        on history.item_id = similarity.item_id

),

scores as (

    select
        user_id,
        item_id,
        {{ recmart.exact_sum('contribution') }} as score
    from contributions
    group by user_id, item_id

),

ranked as (

    select
        scores.*,
        row_number() over (
            partition by scores.user_id order by scores.score desc, scores.item_id
        ) as rank
    from scores
    left join {{ exclusions }} as exclusions
        on
            scores.user_id = exclusions.user_id
            and scores.item_id = exclusions.item_id
    where scores.score > 0 and exclusions.user_id is null

),

-- An item that the user knows is no reason for itself.
causes as (

    select
        *,
        row_number() over (
            partition by user_id, item_id
            order by contribution desc, because_item_id
        ) as rank
    from contributions
    where contribution > 0 and because_item_id != item_id

)

select
    ranked.user_id,
    ranked.item_id,
    ranked.score,
    causes.because_item_id,
    coalesce(
        '{{ reason }} ' || popularity.title || ', ' || causes.because,
        'you have shown interest in it'
    ) as reason
from ranked
left join causes
    on
        ranked.user_id = causes.user_id
        and ranked.item_id = causes.item_id
        and causes.rank = 1
left join {{ popularity }} as popularity on causes.because_item_id = popularity.item_id
where ranked.rank <= {{ candidates }}
{% endmacro %}
