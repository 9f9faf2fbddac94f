with

popular_candidates as (

    {{ recmart.popular_candidates(
        users=ref('int_shoes__users'),
        popularity=ref('int_shoes__item_popularity'),
        exclusions=ref('int_shoes__exclusions'),
        candidates=var('recommendations_per_user'),
    ) | indent(4) }}

),

lists as (

    {{ recmart.evaluated_lists(
        recommendations=ref('shoes__recommendations'),
        popular_candidates='popular_candidates',
        exclusions=ref('int_shoes__exclusions'),
        holdout=ref('int_shoes__holdout'),
        list_size=var('recommendations_per_user'),
    ) | indent(4) }}

)

select * from lists
