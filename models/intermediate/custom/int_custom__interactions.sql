{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.dated_interactions(
    events=ref('int_custom__events'),
    further=['is_use', 'is_purchase', 'row_number'],
) }}
