{% macro cosine_similarity(weights, popularity, neighbours=50, max_pairs=200000000) %}
    {#- The items nearest to each item, by the angle between their vectors.

        weights: document_id (the item), term, weight; vectors of length 1, as `tf_idf`
        gives them, so that the cosine is the sum of products. The rarest terms first, as
        many count as make `max_pairs` pairs of items: what nearly all have tells little. -#}
    {%- do recmart.check_arguments('cosine_similarity', {
        'weights': ['relation', weights],
        'popularity': ['relation', popularity],
        'neighbours': ['integer', neighbours],
        'max_pairs': ['integer', max_pairs],
    }) -%}
with

items_with_term as (

    select
        term,
        count(*) as items
    from {{ weights }}
    group by term

),

pairs_of_terms as (

    select
        term,
        sum(cast(items as {{ recmart.type_double() }}) * items) over (
            order by items, term
            rows between unbounded preceding and current row
        ) as pairs
    from items_with_term

),

weights as (

    select weights.*
    from {{ weights }} as weights
    inner join pairs_of_terms on weights.term = pairs_of_terms.term
    where pairs_of_terms.pairs <= {{ max_pairs }}

),

popularity as (

    select * from {{ popularity }}

),

cosines as (

    select
        weights.document_id as item_id,
        other_weights.document_id as similar_item_id,
        {{ recmart.exact_sum('weights.weight * other_weights.weight') }} as cosine
    from weights
    inner join weights as other_weights
        on
            weights.term = other_weights.term
            and weights.document_id != other_weights.document_id
    group by weights.document_id, other_weights.document_id

),

ranked as (

    select
        cosines.item_id,
        cosines.similar_item_id,
        item.title as item_title,
        similar_item.title as similar_item_title,
        row_number() over (
            partition by cosines.item_id
            order by cosines.cosine desc, cosines.similar_item_id
        ) as rank,
        cosines.cosine
    from cosines
    inner join popularity as item on cosines.item_id = item.item_id
    inner join popularity as similar_item
        on cosines.similar_item_id = similar_item.item_id

)

select * from ranked
where rank <= {{ neighbours }}
{% endmacro %}
