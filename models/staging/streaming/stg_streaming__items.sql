{{ recmart.accepted_rows(
    checked=ref('base_streaming__items'),
    columns=['item_id', 'title', 'content_type', 'genre'],
) }}
