-- How much senders like, by gender and city, over all days, with 95 % bounds.
select
    gender,
    city,
    total_interactions,
    like_share,
    lower_like_share,
    upper_like_share,
    match_share
from dating.like_shares
where period = 'all' and total_interactions >= 30
order by city = 'unknown', city, gender = 'unknown', gender
