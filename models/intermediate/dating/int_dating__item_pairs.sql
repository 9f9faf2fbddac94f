{{ recmart.item_pairs(likes=ref('int_dating__item_likes')) }}
