-- Shoes: which models should be in stock for customers whose shoes wear out in the next
-- 30 days?
-- Each worn pair counts once for each of its suggestions, more for the better ones.
select
    suggestions.item_id,
    suggestions.title,
    shoes.type,
    count(distinct (suggestions.user_id, suggestions.worn_item_id)) as worn_pairs,
    count(*) filter (where suggestions.rank = 1) as first_choices,
    round(sum(1 / suggestions.rank), 2) as weighted
from shoes.replacement_suggestions as suggestions
inner join shoes.shoes as shoes on suggestions.item_id = shoes.shoe_id
where suggestions.days_left between 0 and 30
group by suggestions.item_id, suggestions.title, shoes.type
order by weighted desc, suggestions.item_id
limit 15
