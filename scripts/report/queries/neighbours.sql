-- What goes with the items at the top of a domain.
select
    similarity.item_id,
    similarity.item_title,
    popularity.rank as place,
    similarity.rank,
    similarity.similar_item_id,
    similarity.similar_item_title,
    similarity.users_in_common,
    round(similarity.cosine, 4) as cosine,
    round(similarity.lift, 3) as lift,
    round(similarity.score, 6) as score
from query_table($domain || '.item_similarity') as similarity
inner join query_table($domain || '.item_popularity') as popularity
    on similarity.item_id = popularity.item_id
where popularity.rank <= 40 and similarity.rank <= 10
order by popularity.rank, similarity.rank
