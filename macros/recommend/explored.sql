{% macro explored(
    listed,
    sources,
    explorable,
    exclusions,
    list_size,
    share,
    max_users=5,
    wanted=none,
    merchandising=none,
    user_segments=none,
    condition='true'
) %}
    {%- do recmart.check_arguments('explored', {
        'listed': ['relation', listed],
        'sources': ['list[string]', sources],
        'explorable': ['relation', explorable],
        'exclusions': ['relation', exclusions],
        'list_size': ['any', list_size],
        'share': ['float', share],
        'max_users': ['integer', max_users],
        'wanted': ['optional[relation]', wanted],
        'merchandising': ['optional[relation]', merchandising],
        'user_segments': ['optional[relation]', user_segments],
        'condition': ['string', condition],
    }) -%}
    {%- if not 0 <= share <= 1 -%}
        {{ exceptions.raise_compiler_error(
            "explored: share " ~ share ~ " is not a number from 0 to 1."
        ) }}
    {%- endif -%}
    {#- However long a list is, new items come in its first places only: so each page is
        the same part of the same list. Of the first p places they have p * share at most. -#}
    {%- set depth = recmart.length_of_lists() -%}
    {%- set places = [] -%}
    {%- for place in range(1, depth + 1)
        if (place * share + 1e-9) | int > ((place - 1) * share + 1e-9) | int -%}
        {%- do places.append(place) -%}
    {%- endfor -%}
    {%- set most_slots = 12 -%}
    {%- set draws = 3 * places | length + 3 -%}
    {%- set digits = "'0123456789abcdef'" -%}
    {%- set drawn_number = [] -%}
    {%- for digit in range(1, 8) -%}
        {%- do drawn_number.append(
            '(position(substr(draw_hash, ' ~ digit ~ ', 1) in ' ~ digits ~ ') - 1) * '
            ~ 16 ** (7 - digit)
        ) -%}
    {%- endfor -%}
with

listed as (

    select * from {{ listed }}

),

new_items as (

    select
        item_id,
        title,
        rank,
        users
    from {{ explorable }}
    where users < {{ max_users }}

),

numbers as (

    {% for number in range(1, [most_slots, draws] | max + 1) -%}
    select {{ number }} as number
    {{ "union all" if not loop.last }}
    {% endfor %}
),

places as (

    {% for place in places -%}
    select {{ loop.index }} as number, {{ place }} as place
    {{ "union all" }}
    {% endfor -%}
    select 0 as number, 0 as place

),

-- What is known of an item of n users is uncertain by about 1 / sqrt(1 + n): so often is
-- it drawn.
slots as (

    select
        new_items.*,
        row_number() over (order by new_items.rank, numbers.number) - 1 as slot
    from new_items
    inner join numbers
        on
            numbers.number <= ceil(
                {{ most_slots }}
                / sqrt(cast(1 + new_items.users as {{ recmart.type_double() }}))
            )

),

all_slots as (

    select count(*) as slots from slots

),

-- Other events, other draws: an item that nobody takes is not shown to the same for ever.
build as (

    select sum(interactions) as interactions from {{ explorable }}

),

hashes as (

    select
        users.user_id,
        numbers.number as draw,
        md5(
            users.user_id
            || '|' || cast(numbers.number as {{ dbt.type_string() }})
            || '|' || cast(
                cast(build.interactions as {{ dbt.type_bigint() }})
                as {{ dbt.type_string() }}
            )
        ) as draw_hash
    from (select distinct user_id from listed) as users
    inner join numbers on numbers.number <= {{ draws }}
    cross join build
    where {{ condition }}

),

draws as (

    select
        hashes.user_id,
        hashes.draw,
        ({{ drawn_number | join('\n        + ') }}) % all_slots.slots as slot
    from hashes
    cross join all_slots
    where all_slots.slots > 0

),

drawn as (

    select
        draws.user_id,
        slots.item_id,
        slots.title,
        slots.users,
        min(draws.draw) as draw
    from draws
    inner join slots on draws.slot = slots.slot
    {% if wanted -%}
    inner join {{ wanted }} as wanted on slots.item_id = wanted.item_id
    {% endif -%}
    left join {{ exclusions }} as exclusions
        on
            draws.user_id = exclusions.user_id
            and slots.item_id = exclusions.item_id
    left join listed
        on
            draws.user_id = listed.user_id
            and slots.item_id = listed.item_id
            and listed.rank <= {{ depth }}
    where exclusions.user_id is null and listed.user_id is null
    group by draws.user_id, slots.item_id, slots.title, slots.users

),

{% if merchandising -%}
said_by_shop as (

    {{ recmart.merchandised('drawn', merchandising, user_segments) | indent(4) }}

),

-- What is pinned has its place, in longer lists than this one, too.
offered as (

    select drawn.*
    from drawn
    left join said_by_shop
        on
            drawn.user_id = said_by_shop.user_id
            and drawn.item_id = said_by_shop.item_id
    where not coalesce(said_by_shop.is_hidden, false) and said_by_shop.pin is null

),
{%- else -%}
offered as (

    select * from drawn

),
{%- endif %}

numbered as (

    select
        *,
        row_number() over (partition by user_id order by draw) as number
    from offered

),

-- What the shop has pinned keeps its place.
chosen as (

    select
        numbered.user_id,
        numbered.item_id,
        numbered.title,
        numbered.users,
        places.place
    from numbered
    inner join places on numbered.number = places.number
    left join listed
        on
            numbered.user_id = listed.user_id
            and places.place = listed.rank
            and listed.source = 'pinned'
    where listed.user_id is null

),

fixed as (

    select
        user_id,
        item_id,
        place
    from chosen

    union all

    select
        user_id,
        item_id,
        rank as place
    from listed
    where source = 'pinned'

),

pins as (

    select
        user_id,
        item_id,
        place as pin,
        row_number() over (partition by user_id order by place) as rank
    from fixed

),

unpinned as (

    select
        listed.user_id,
        listed.item_id,
        row_number() over (partition by listed.user_id order by listed.rank) as rank
    from listed
    left join pins
        on
            listed.user_id = pins.user_id
            and listed.item_id = pins.item_id
    where pins.user_id is null

),

ranks as (

    {{ recmart.placed('pins', 'unpinned', list_size) | indent(4) }}

)

select
    ranks.user_id,
    ranks.rank,
    ranks.item_id,
    coalesce(chosen.title, listed.title) as title,
    case when chosen.user_id is null then listed.score else 0 end as score,
    case when chosen.user_id is null then listed.source else 'explore' end as source,
    {% for source in sources -%}
    case when chosen.user_id is null then listed.{{ source }}_score else 0 end
        as {{ source }}_score,
    {% endfor -%}
    case
        when chosen.user_id is null then listed.reason
        when chosen.users = 0 then 'new: seen by nobody so far'
        when chosen.users = 1 then 'new: seen by 1 user so far'
        else
            'new: seen by ' || cast(chosen.users as {{ dbt.type_string() }})
            || ' users so far'
    end as reason
from ranks
left join listed
    on
        ranks.user_id = listed.user_id
        and ranks.item_id = listed.item_id
left join chosen
    on
        ranks.user_id = chosen.user_id
        and ranks.item_id = chosen.item_id
where
    ranks.rank <= {{ list_size }}
    -- Where nothing else fills the places before, a list just ends.
    and (chosen.place is null or ranks.rank >= chosen.place)
order by ranks.user_id, ranks.rank
{% endmacro %}
