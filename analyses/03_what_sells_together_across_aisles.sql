-- Grocery: which products of different aisles sell together, so that a shelf between them
-- or a bundle would be used?
-- Lift says how many times more often than by chance; the log-likelihood ratio keeps out
-- what rests on a few baskets.
select
    together.item_title as product,
    first.aisle,
    together.similar_item_title as other_product,
    second.aisle as other_aisle,
    together.baskets_in_common,
    round(together.lift, 2) as lift,
    round(together.log_likelihood_ratio, 1) as log_likelihood_ratio
from grocery.bought_together as together
inner join grocery.item_popularity as first on together.item_id = first.item_id
inner join grocery.item_popularity as second
    on together.similar_item_id = second.item_id
where
    together.item_id < together.similar_item_id
    and first.aisle != second.aisle
    and together.log_likelihood_ratio > 10
    and together.baskets_in_common >= 10
order by lift desc, together.item_id, together.similar_item_id
limit 20
