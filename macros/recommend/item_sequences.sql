{% macro item_sequences(likes, window=20, gap_discount=10) %}
    {%- do recmart.check_arguments('item_sequences', {
        'likes': ['relation', likes],
        'window': ['integer', window],
        'gap_discount': ['float', gap_discount],
    }) -%}
with

likes as (

    select * from {{ likes }}

),

sequences as (

    select
        {{ recmart.pack('earlier.item_rank', 'later.item_rank') }} as item_pair,
        count(*) as users_in_common,
        -- In millionths: sums of whole numbers do not depend on the order of the rows.
        sum(
            cast(
                round(
                    cast({{ 1000000 * gap_discount }} as {{ recmart.type_double() }})
                    / ({{ gap_discount }} + earlier.place - later.place)
                ) as {{ dbt.type_bigint() }}
            )
        ) as cooccurrence
    from likes as earlier
    inner join likes as later
        on
            earlier.user_number = later.user_number
            and earlier.place > later.place
            and earlier.place - later.place <= {{ window }}
    where {{ recmart.block_of(
        'earlier.item_rank', '(select ' ~ window ~ ' * count(*) from ' ~ likes ~ ')'
    ) }}
    group by {{ recmart.pack('earlier.item_rank', 'later.item_rank') }}

)

select
    {{ recmart.unpack_first('item_pair') }} as item_rank,
    {{ recmart.unpack_second('item_pair') }} as other_item_rank,
    users_in_common,
    cast(cooccurrence / 1000000 as {{ recmart.type_double() }}) as cooccurrence
from sequences
{% endmacro %}
