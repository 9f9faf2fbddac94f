with

popular_candidates as (

    {{ recmart.popular_candidates(
        users=ref('int_streaming__users'),
        popularity=ref('int_streaming__item_popularity'),
        exclusions=ref('int_streaming__exclusions'),
        candidates=var('recommendations_per_user'),
    ) | indent(4) }}

),

lists as (

    {{ recmart.evaluated_lists(
        recommendations=ref('streaming__recommendations'),
        popular_candidates='popular_candidates',
        exclusions=ref('int_streaming__exclusions'),
        holdout=ref('int_streaming__holdout'),
        list_size=var('recommendations_per_user'),
    ) | indent(4) }}

)

select * from lists
