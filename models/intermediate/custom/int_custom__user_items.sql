{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.user_items(
    interactions=ref('int_custom__interactions'),
    half_life_days=recmart.parameter('custom', 'half_life_days'),
    sequence='row_number',
    is_use='is_use',
) }}
