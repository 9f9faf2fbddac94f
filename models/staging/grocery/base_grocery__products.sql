{{ config(materialized='table') }}

{{ recmart.checked_rows(
    raw=ref('raw_grocery__products'),
    columns=[
        {'name': 'product_id', 'type': 'id', 'required': true},
        {'name': 'product_name', 'type': 'text'},
        {'name': 'aisle_id', 'type': 'id'},
        {'name': 'department_id', 'type': 'id'},
    ],
    duplicates_over=['product_id'],
    known=[
        {
            'column': 'aisle_id',
            'relation': ref('stg_grocery__aisles'),
            'to': 'aisle_id',
            'may_be_absent': true,
        },
        {
            'column': 'department_id',
            'relation': ref('stg_grocery__departments'),
            'to': 'department_id',
            'may_be_absent': true,
        },
    ],
) }}
