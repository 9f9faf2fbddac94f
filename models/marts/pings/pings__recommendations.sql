with

explained as (

    {{ recmart.pings_explained(
        candidates=ref('int_pings__candidates'),
        interactions=ref('int_pings__interactions'),
        items=ref('int_pings__items'),
        item_scores=ref('int_pings__item_scores'),
        category_affinity=ref('int_pings__category_affinity'),
        creator_affinity=ref('int_pings__creator_affinity'),
    ) | indent(4) }}

)

select * from explained
order by user_id, rank
