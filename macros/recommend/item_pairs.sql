{% macro item_pairs(likes, user_exponent=0.5, min_users_in_common=none) %}
    {%- do recmart.check_arguments('item_pairs', {
        'likes': ['relation', likes],
        'user_exponent': ['float', user_exponent],
        'min_users_in_common': ['optional[integer]', min_users_in_common],
    }) -%}
with

likes as (

    select
        user_number,
        item_rank,
        -- n_u^(-a) in millionths: sums of doubles that hold whole numbers are exact, and
        -- a fifth faster than those of decimals.
        {{ recmart.rounded(
            '1000000 * power(cast(items_of_user as ' ~ recmart.type_double() ~ '), -'
            ~ user_exponent ~ ')'
        ) }}
            as cooccurrence
    from {{ likes }}

),

-- The aggregate is all of the cost; two items packed into one key make it a third
-- cheaper. A pair belongs to the block of its more popular item.
pairs as (

    select
        {{ recmart.pack('likes.item_rank', 'other_likes.item_rank') }} as item_pair,
        count(*) as users_in_common,
        sum(likes.cooccurrence) as cooccurrence
    from likes
    inner join likes as other_likes
        on
            likes.user_number = other_likes.user_number
            and likes.item_rank < other_likes.item_rank
    where {{ recmart.block_of(
        'likes.item_rank',
        '(select sum(items_of_user - 1) / 2 from ' ~ likes ~ ')',
        pairs_of=likes
    ) }}
    group by {{ recmart.pack('likes.item_rank', 'other_likes.item_rank') }}
    having
        count(*) >= {{ min_users_in_common or recmart.min_users_in_common('likes') }}

)

select
    {{ recmart.unpack_first('item_pair') }} as item_rank,
    {{ recmart.unpack_second('item_pair') }} as other_item_rank,
    users_in_common,
    cast(cooccurrence / 1000000 as decimal(18, 6)) as cooccurrence
from pairs
{% endmacro %}
