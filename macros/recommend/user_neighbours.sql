{% macro user_neighbours(
    likes,
    rarity,
    asked=none,
    user_exponent=0.5,
    neighbours=100,
    similarity_exponent=1
) %}
    {%- do recmart.check_arguments('user_neighbours', {
        'likes': ['relation', likes],
        'rarity': ['relation', rarity],
        'asked': ['optional[relation]', asked],
        'user_exponent': ['float', user_exponent],
        'neighbours': ['integer', neighbours],
        'similarity_exponent': ['float', similarity_exponent],
    }) -%}
with

likes as (

    select * from {{ likes }}

),

asked as (

    select
        asked.user_number,
        asked.item_rank,
        rarity.rarity
    from {{ asked or likes }} as asked
    inner join {{ rarity }} as rarity on asked.item_rank = rarity.item_rank

),

-- Both ways, so that a block has all that some users share with others.
pairs as (

    select
        {{ recmart.pack('asked.user_number', 'likes.user_number') }} as user_pair,
        sum(asked.rarity) as shared_rarity
    from asked
    inner join likes
        on
            asked.item_rank = likes.item_rank
            and asked.user_number != likes.user_number
    where {{ recmart.block_of(
        'asked.user_number',
        '(select sum(liking_users * liking_users) from ' ~ rarity ~ ')'
    ) }}
    group by {{ recmart.pack('asked.user_number', 'likes.user_number') }}

),

others as (

    select distinct
        user_number,
        power(
            cast(items_of_user as {{ recmart.type_double() }}), -{{ user_exponent }}
        ) as damping
    from likes

),

alike as (

    select
        {{ recmart.unpack_first('pairs.user_pair') }} as user_number,
        others.user_number as other_user_number,
        cast(
            {{ recmart.rounded('pairs.shared_rarity * others.damping') }}
            as {{ dbt.type_bigint() }}
        ) as similarity
    from pairs
    inner join others
        on {{ recmart.unpack_second('pairs.user_pair') }} = others.user_number

),

nearest as (

    {{ recmart.top_n(
        relation='alike',
        partition_by='user_number',
        item='other_user_number',
        score='similarity',
        n=neighbours,
        is_long=true
    ) | indent(4) }}

)

select
    user_number,
    other_user_number,
    cast(
        {{ recmart.rounded(
            recmart.fixed_point() ~ ' * power(cast(similarity as '
            ~ recmart.type_double() ~ ') / max(similarity) over (partition by user_number), '
            ~ similarity_exponent ~ ')'
        ) }} as {{ dbt.type_bigint() }}
    ) as weight
from nearest
where similarity > 0
{% endmacro %}
