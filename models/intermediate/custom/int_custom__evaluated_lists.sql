{{ config(enabled=recmart.is_wanted('custom')) }}

with

popular_candidates as (

    {{ recmart.popular_candidates(
        users=ref('int_custom__users'),
        popularity=ref('int_custom__item_popularity'),
        exclusions=ref('int_custom__exclusions'),
        candidates=var('recommendations_per_user'),
    ) | indent(4) }}

),

lists as (

    {{ recmart.evaluated_lists(
        recommendations=ref('custom__recommendations'),
        popular_candidates='popular_candidates',
        exclusions=ref('int_custom__exclusions'),
        holdout=ref('int_custom__holdout'),
        list_size=var('recommendations_per_user'),
    ) | indent(4) }}

)

select * from lists
