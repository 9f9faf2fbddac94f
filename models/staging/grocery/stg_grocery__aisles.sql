{{ recmart.accepted_rows(
    checked=ref('base_grocery__aisles'),
    columns=['aisle_id', 'aisle'],
) }}
