{{ recmart.under_contract(
    ref('int_pings__segment_popularity'), order_by=['level', 'segment', 'rank']
) }}
