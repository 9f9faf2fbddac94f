{{ recmart.raw_table(
    domain='shoes',
    table='interactions',
    required=['user_id', 'shoe_id', 'interaction_type', 'timestamp'],
) }}
