{% macro item_weights(
    pairs,
    likes,
    item_exponent=0.2,
    neighbour_exponent=0.3,
    neighbours=200,
    factors=none,
    shrinkage=0,
    is_directed=false,
    popularity=none,
    merchandising=none
) %}
    {%- do recmart.check_arguments('item_weights', {
        'pairs': ['relation', pairs],
        'likes': ['relation', likes],
        'item_exponent': ['float', item_exponent],
        'neighbour_exponent': ['float', neighbour_exponent],
        'neighbours': ['integer', neighbours],
        'factors': ['optional[relation]', factors],
        'shrinkage': ['float', shrinkage],
        'is_directed': ['bool', is_directed],
        'popularity': ['optional[relation]', popularity],
        'merchandising': ['optional[relation]', merchandising],
    }) -%}
    {%- set directions = [
        ('item', 'other_item', 'weight'), ('other_item', 'item', 'opposite_weight')
    ][:1 if is_directed else 2] -%}
    {%- set flattened = 'pairs.cooccurrence * item.norm * other_item.norm' ~ (
        ' - coalesce(' ~ recmart.dot_product('item.factors', 'other_item.factors') ~ ', 0)'
        if factors is not none else ''
    ) -%}
    {%- set rows =
        '(select count(distinct item_rank) * ' ~ 2 * neighbours ~ ' from ' ~ likes ~ ')'
    -%}
with

-- Of the same likes as the pairs, so that the counts fit together.
counts as (

    select
        item_rank,
        count(*) as liking_users
    from {{ likes }}
    group by item_rank

),

popularity as (

    select
        item_rank,
        {{ recmart.norm('liking_users', shrinkage) }} as norm,
        power(
            cast(liking_users as {{ recmart.type_double() }}), -{{ item_exponent }}
        ) as damping,
        power(
            cast(liking_users as {{ recmart.type_double() }}), {{ neighbour_exponent }}
        )
        / max(power(
            cast(liking_users as {{ recmart.type_double() }}), {{ neighbour_exponent }}
        )) over ()
            as boost
    from counts

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

weighed_pairs as {{ recmart.inlined() }} (

    select
        pairs.item_rank,
        pairs.other_item_rank,
        pairs.users_in_common,
        {% for item, other_item, weight in directions -%}
        cast(
            {{ recmart.rounded(
                recmart.fixed_point() ~ ' * ' ~ item ~ '.damping * ' ~ other_item
                ~ '.boost * (' ~ flattened ~ ')'
            ) }} as {{ dbt.type_bigint() }}
        ) as {{ weight }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ pairs }} as pairs
    inner join items as item on pairs.item_rank = item.item_rank
    inner join items as other_item
        on pairs.other_item_rank = other_item.item_rank
    where
        {% for item, _, _ in directions -%}
        {{ "or " if not loop.first -}}
        {{ recmart.block_of('pairs.' ~ item ~ '_rank', rows) }}
        {% endfor %}
),

directed as {{ recmart.inlined() }} (

    {% for item, other_item, weight in directions -%}
    select
        {{ item }}_rank as item_rank,
        {{ other_item }}_rank as other_item_rank,
        {{ weight }} as weight,
        users_in_common
    from weighed_pairs
    where {{ recmart.block_of(item ~ '_rank', rows) }}
    {{ "union all" if not loop.last }}
    {% endfor %}
),

-- What speaks against an item counts as much as what speaks for it.
strengths as {{ recmart.inlined() }} (

    select
        *,
        abs(weight) as strength
    from directed
    {%- if merchandising is not none %}
    where
        {{ recmart.is_shown(
            'other_item_rank', popularity, merchandising
        ) | indent(8) }}
    {%- endif %}

),

strongest as (

    {{ recmart.top_n(
        relation='strengths',
        partition_by='item_rank',
        item='other_item_rank',
        score='strength',
        n=neighbours,
        carried=['weight', 'users_in_common'],
        is_long=true
    ) | indent(4) }}

)

select
    item_rank,
    other_item_rank,
    weight,
    users_in_common
from strongest
where weight != 0
{% endmacro %}
