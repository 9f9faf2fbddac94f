{{ config(alias='user_history') }}

{{ recmart.user_history(
    interactions=ref('int_pings__interactions'),
    popularity=ref('pings__item_popularity'),
) }}
