{{ config(enabled=recmart.is_wanted('custom')) }}

{{ recmart.user_history(
    interactions=ref('int_custom__interactions'),
    popularity=ref('int_custom__item_popularity'),
    newest_first=['occurred_at desc nulls last', 'row_number desc'],
) }}
