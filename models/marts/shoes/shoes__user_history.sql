{{ config(alias='user_history') }}

{{ recmart.user_history(
    interactions=ref('int_shoes__interactions'),
    popularity=ref('shoes__item_popularity'),
) }}
