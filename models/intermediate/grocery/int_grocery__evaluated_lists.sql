with

popular_candidates as (

    {{ recmart.popular_candidates(
        users=ref('int_grocery__users'),
        popularity=ref('int_grocery__item_popularity'),
        exclusions=ref('int_grocery__exclusions'),
        candidates=var('recommendations_per_user'),
    ) | indent(4) }}

),

lists as (

    {{ recmart.evaluated_lists(
        recommendations=ref('grocery__recommendations'),
        popular_candidates='popular_candidates',
        exclusions=ref('int_grocery__exclusions'),
        holdout=ref('int_grocery__holdout'),
        list_size=var('recommendations_per_user'),
    ) | indent(4) }}

)

select * from lists
