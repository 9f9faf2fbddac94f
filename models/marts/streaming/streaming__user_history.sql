{{ config(alias='user_history') }}

{{ recmart.user_history(
    interactions=ref('int_streaming__interactions'),
    popularity=ref('streaming__item_popularity'),
) }}
