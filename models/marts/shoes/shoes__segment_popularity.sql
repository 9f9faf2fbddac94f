{{ recmart.under_contract(
    ref('int_shoes__segment_popularity'), order_by=['level', 'segment', 'rank']
) }}
