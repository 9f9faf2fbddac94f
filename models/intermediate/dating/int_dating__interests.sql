{{ config(materialized='table_by_block') }}

{{ recmart.interest(
    like_minded=ref('int_dating__like_minded'),
    judgements=ref('int_dating__judgements'),
    like_rate='like_rate',
    prior_strength=recmart.parameter('dating', 'prior_strength'),
) }}
