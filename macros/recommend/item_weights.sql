{% macro item_weights(
    pairs,
    popularity,
    item_exponent=0.2,
    neighbour_exponent=0.3,
    neighbours=200,
    factors=none,
    min_users_in_common=1,
    is_directed=false
) %}
    {%- do recmart.check_arguments('item_weights', {
        'pairs': ['relation', pairs],
        'popularity': ['relation', popularity],
        'item_exponent': ['float', item_exponent],
        'neighbour_exponent': ['float', neighbour_exponent],
        'neighbours': ['integer', neighbours],
        'factors': ['optional[relation]', factors],
        'min_users_in_common': ['integer', min_users_in_common],
        'is_directed': ['bool', is_directed],
    }) -%}
    {%- set directions = [
        ('item_rank', 'other_item_rank'), ('other_item_rank', 'item_rank')
    ] -%}
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

    {% for item_rank, other_item_rank in (
        directions[:1] if is_directed else directions
    ) -%}
    select
        pairs.{{ item_rank }} as item_rank,
        pairs.{{ other_item_rank }} as other_item_rank,
        cast(round(
            {{ recmart.fixed_point() }} * item.damping * other_item.boost * (
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
        pairs.users_in_common >= {{ min_users_in_common }}
        and {{ recmart.block_of('pairs.' ~ item_rank) }}
    {{ "union all" if not loop.last }}
    {% endfor %}
),

-- What speaks against an item counts as much as what speaks for it.
bounds as (

    select
        item_rank,
        {{ recmart.nth_largest('abs(weight)', neighbours) }} as bound
    from directed
    where weight != 0
    group by item_rank

),

-- The bounds spare the window from sorting every row.
ranked as (

    select
        directed.item_rank,
        directed.other_item_rank,
        directed.weight,
        row_number() over (
            partition by directed.item_rank
            order by abs(directed.weight) desc, directed.other_item_rank
        ) as place
    from directed
    inner join bounds on directed.item_rank = bounds.item_rank
    where directed.weight != 0 and abs(directed.weight) >= bounds.bound

)

select
    item_rank,
    other_item_rank,
    weight
from ranked
where place <= {{ neighbours }}
{% endmacro %}
