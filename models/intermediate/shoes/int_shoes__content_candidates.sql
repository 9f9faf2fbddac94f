with

similarity as (

    select
        item_id,
        similar_item_id,
        cosine as weight
    from {{ ref('int_shoes__content_similarity') }}

),

candidates as (

    {{ recmart.neighbour_candidates(
        history=ref('int_shoes__user_item_matrix'),
        similarity='similarity',
        popularity=ref('int_shoes__item_popularity'),
        exclusions=ref('int_shoes__exclusions'),
        reason='similar in style to',
    ) | indent(4) }}

)

select * from candidates
