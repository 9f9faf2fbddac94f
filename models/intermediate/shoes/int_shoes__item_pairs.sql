{{ recmart.item_pairs(likes=ref('int_shoes__item_likes')) }}
