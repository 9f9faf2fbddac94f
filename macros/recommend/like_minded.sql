{% macro like_minded(tastes, neighbours=200) %}
    {#- For each user the `neighbours` others of the highest cosine between their tastes,
        if above 0. `tastes` (user_number, feature_number, taste): vectors of length 1
        in whole millionths, so that the sums are exact. -#}
    {%- do recmart.check_arguments('like_minded', {
        'tastes': ['relation', tastes],
        'neighbours': ['integer', neighbours],
    }) -%}
with

tastes as (

    select * from {{ tastes }}

),

pairs as (

    select
        {{ recmart.pack('tastes.user_number', 'other_tastes.user_number') }}
            as pair_key,
        cast(sum(tastes.taste * other_tastes.taste) as {{ dbt.type_bigint() }})
            as likeness
    from tastes
    inner join tastes as other_tastes
        on
            tastes.feature_number = other_tastes.feature_number
            and tastes.user_number != other_tastes.user_number
    where {{ recmart.block_of(
        'tastes.user_number',
        '(select sum(users * users) from (select count(*) as users from ' ~ tastes
        ~ ' group by feature_number) as features)'
    ) }}
    group by pair_key

),

alike as (

    select
        {{ recmart.unpack_first('pair_key') }} as user_number,
        {{ recmart.unpack_second('pair_key') }} as other_user_number,
        likeness
    from pairs
    where likeness > 0

),

nearest as (

    {{ recmart.top_n(
        relation='alike',
        partition_by='user_number',
        item='other_user_number',
        score='likeness',
        n=neighbours
    ) | indent(4) }}

)

select
    user_number,
    other_user_number,
    cast(likeness as {{ recmart.type_double() }}) / 1000000000000 as similarity,
    rank
from nearest
{% endmacro %}
