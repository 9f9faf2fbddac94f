{{ config(alias='user_history') }}

{{ recmart.user_history(
    interactions=ref('int_custom__interactions'),
    popularity=ref('custom__item_popularity'),
    newest_first=['age_days', 'row_number desc'],
) }}
