{{ recmart.gram_matrix(
    entries=ref('int_shoes__user_item_matrix'),
    row_id='user_id',
    column_id='item_id',
    value='interest',
) }}
