-- Dating: which share of the people gets no likes at all, by age and gender?
-- Whoever is liked by nobody cannot match: show them to more people, or ask for a better
-- profile.
select
    gender,
    age_band,
    count(*) as people,
    count(*) filter (where liking_users = 0) as liked_by_nobody,
    round(count(*) filter (where liking_users = 0) / count(*), 3) as share,
    round(avg(liking_users), 1) as mean_likes
from dating.item_popularity
group by gender, age_band
having count(*) >= 10
order by share desc, people desc, gender, age_band
