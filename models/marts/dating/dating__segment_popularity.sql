{{ recmart.under_contract(
    ref('int_dating__segment_popularity'), order_by=['level', 'segment', 'rank']
) }}
