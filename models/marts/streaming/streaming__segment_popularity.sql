{{ recmart.under_contract(
    ref('int_streaming__segment_popularity'), order_by=['level', 'segment', 'rank']
) }}
