{{ recmart.accepted_rows(
    checked=ref('base_grocery__departments'),
    columns=['department_id', 'department'],
) }}
