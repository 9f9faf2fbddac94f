{% macro item_weights(
    pairs,
    popularity,
    item_exponent=0.2,
    neighbour_exponent=0.3,
    neighbours=200,
    factors=none,
    min_users_in_common=1
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

directed as (

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
    where pairs.users_in_common >= {{ min_users_in_common }}
    {{ "union all" if not loop.last }}
    {% endfor %}
),

-- What speaks against an item counts as much as what speaks for it.
sized as (

    select
        *,
        cast(floor(16 * ln(abs(weight))) as integer) as size_class
    from directed
    where weight != 0

),

-- Neither a sort of all weights nor heaps of the largest would fit into memory. Counts
-- by size tell where each item's list ends; only what is of the last size is sorted.
size_classes as (

    select
        item_rank,
        size_class,
        count(*) as weights,
        sum(count(*)) over (
            partition by item_rank
            order by size_class desc
            rows between unbounded preceding and current row
        ) as weights_so_far
    from sized
    group by item_rank, size_class

),

last_classes as (

    select
        item_rank,
        size_class,
        {{ neighbours }} - (weights_so_far - weights) as places
    from size_classes
    where
        weights_so_far >= {{ neighbours }}
        and weights_so_far - weights < {{ neighbours }}

),

of_last_class as (

    select
        sized.item_rank,
        sized.other_item_rank,
        sized.weight,
        last_classes.places,
        row_number() over (
            partition by sized.item_rank
            order by abs(sized.weight) desc, sized.other_item_rank
        ) as place
    from sized
    inner join last_classes
        on
            sized.item_rank = last_classes.item_rank
            and sized.size_class = last_classes.size_class

)

select
    sized.item_rank,
    sized.other_item_rank,
    sized.weight
from sized
left join last_classes on sized.item_rank = last_classes.item_rank
where coalesce(sized.size_class > last_classes.size_class, true)

union all

select
    item_rank,
    other_item_rank,
    weight
from of_last_class
where place <= places
{% endmacro %}
