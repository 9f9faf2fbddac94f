{{ recmart.accepted_rows(
    checked=ref('base_custom__items'),
    columns=['item_id', 'title', 'attributes'],
) }}
