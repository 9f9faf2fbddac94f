{{ recmart.raw_table(
    domain='grocery',
    table='departments',
    required=['department_id', 'department'],
    may_be_absent=true,
) }}
