{% macro item_weights(
    pairs,
    popularity,
    item_exponent=0.2,
    neighbour_exponent=0.3,
    neighbours=200,
    factors=none,
    min_users_in_common=1,
    blocks=8
) %}
with

popularity as (

    select
        rank as item_rank,
        power(cast(liking_users as double), -0.5) as norm,
        power(cast(liking_users as double), -{{ item_exponent }}) as damping,
        power(cast(liking_users as double), {{ neighbour_exponent }})
        / max(power(cast(liking_users as double), {{ neighbour_exponent }})) over ()
            as boost
    from {{ popularity }}
    where liking_users > 0

),

items as (

    {% if factors is none -%}
    select * from popularity
    {%- else -%}
    select
        popularity.*,
        factors.factors
    from popularity
    left join {{ factors }} as factors on popularity.item_rank = factors.item_rank
    {%- endif %}

),

-- In blocks of items, one after another, the heaps of the best stay small enough for
-- memory.
{% for block in range(blocks) -%}
directed_{{ block }} as (

    {% for item_rank, other_item_rank in [
        ('item_rank', 'other_item_rank'), ('other_item_rank', 'item_rank')
    ] -%}
    select
        pairs.{{ item_rank }} as item_rank,
        pairs.{{ other_item_rank }} as other_item_rank,
        cast(round(
            1099511627776 * item.damping * other_item.boost * (
                pairs.cooccurrence * item.norm * other_item.norm
                {%- if factors is not none %}
                - coalesce(list_dot_product(item.factors, other_item.factors), 0)
                {%- endif %}
            )
        ) as {{ dbt.type_bigint() }}) as weight
    from {{ pairs }} as pairs
    inner join items as item on pairs.{{ item_rank }} = item.item_rank
    inner join items as other_item
        on pairs.{{ other_item_rank }} = other_item.item_rank
    where
        pairs.{{ item_rank }} % {{ blocks }} = {{ block }}
        and pairs.users_in_common >= {{ min_users_in_common }}
    {{ "union all" if not loop.last }}
    {% endfor %}
),

-- What speaks against an item counts as much as what speaks for it. The sign goes
-- with the item through the ranking.
signed_{{ block }} as (

    select
        item_rank,
        2 * other_item_rank + case when weight < 0 then 1 else 0 end as signed_item,
        abs(weight) as size
    from directed_{{ block }}
    where weight != 0

),

{% endfor -%}
neighbours as (

    {% for block in range(blocks) -%}
    {{ recmart.top_n(
        relation='signed_' ~ block,
        partition_by='item_rank',
        item='signed_item',
        score='size',
        n=neighbours
    ) | indent(4) }}
    {{ "union all" if not loop.last }}
    {% endfor %}
)

select
    item_rank,
    cast((signed_item - signed_item % 2) / 2 as {{ dbt.type_bigint() }})
        as other_item_rank,
    case when signed_item % 2 = 1 then -size else size end as weight
from neighbours
{% endmacro %}
