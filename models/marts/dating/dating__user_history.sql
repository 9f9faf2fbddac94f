{{ config(alias='user_history') }}

{{ recmart.user_history(
    interactions=ref('int_dating__interactions'),
    popularity=ref('dating__item_popularity'),
) }}
