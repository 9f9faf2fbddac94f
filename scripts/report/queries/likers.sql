-- Genders of senders that are known, by how much they like; those of many reactions.
select
    gender,
    cast(sum(total_interactions) as bigint) as reactions,
    sum(likes) / sum(total_interactions) as like_share
from dating.daily_reactions
where gender != 'unknown'
group by gender
having sum(total_interactions) >= 1000
order by like_share desc, gender
