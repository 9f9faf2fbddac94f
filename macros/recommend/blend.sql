{% macro blend(
    sources,
    exclusions,
    popularity,
    list_size,
    scale='max',
    diversity=0,
    similarity=none,
    wanted=none,
    merchandising=none,
    user_segments=none,
    most_per={},
    catalogue=none,
    filters=none,
    explorable=none,
    exploration_share=0,
    exploration_max_users=5,
    explores='true'
) %}
    {%- do recmart.check_arguments('blend', {
        'sources': ['list[dict[string, any]]', sources],
        'exclusions': ['relation', exclusions],
        'popularity': ['relation', popularity],
        'list_size': ['any', list_size],
        'scale': ['string', scale],
        'diversity': ['float', diversity],
        'similarity': ['optional[relation]', similarity],
        'wanted': ['optional[relation]', wanted],
        'merchandising': ['optional[relation]', merchandising],
        'user_segments': ['optional[relation]', user_segments],
        'most_per': ['dict[string, integer]', most_per],
        'catalogue': ['optional[relation]', catalogue],
        'filters': ['optional[string]', filters],
        'explorable': ['optional[relation]', explorable],
        'exploration_share': ['float', exploration_share],
        'exploration_max_users': ['integer', exploration_max_users],
        'explores': ['string', explores],
    }) -%}
    {%- if most_per and diversity != 0 -%}
        {{ exceptions.raise_compiler_error(
            "blend: a list has either a diversity or most_per, not both."
        ) }}
    {%- endif -%}
    {%- if explorable is not none and exploration_share != 0 -%}
        {%- set listed = recmart.blend(
            sources, exclusions, popularity, recmart.list_depth(list_size),
            scale=scale, diversity=diversity, similarity=similarity, wanted=wanted,
            merchandising=merchandising, user_segments=user_segments,
            most_per=most_per, catalogue=catalogue, filters=filters
        ) -%}
        {{ return(recmart.explored(
            '(' ~ listed ~ ') as blended',
            sources | map(attribute='name') | list,
            explorable, exclusions, list_size, exploration_share, exploration_max_users,
            wanted, merchandising, user_segments, explores
        )) }}
    {%- endif -%}
    {%- if scale not in ['max', 'none'] -%}
        {{ exceptions.raise_compiler_error(
            "blend: scale '" ~ scale ~ "' is not one of max, none."
        ) }}
    {%- endif -%}
    {%- set used = sources | selectattr('weight', 'gt', 0) | list -%}
    {%- if not used -%}
        {{ exceptions.raise_compiler_error(
            "blend: no source of " ~ sources | map(attribute='name') | join(", ")
            ~ " has a weight above 0."
        ) }}
    {%- endif -%}
    {#- Of what is no table here nothing is known. -#}
    {%- set counts = ['0'] -%}
    {%- for source in used if source.relation is not string -%}
        {%- do counts.append('(select 4 * count(*) from ' ~ source.relation ~ ')') -%}
    {%- endfor -%}
    {%- set rows = counts | join(' + ') -%}
    {#- What a list's length brings in must not decide what else is worth. -#}
    {%- set counted = used | selectattr('of_all', 'defined') | list -%}
    {#- A source may have a `scale` of its own: none for a score that is comparable
        between users as it is. -#}
    {%- set as_given = [] -%}
    {%- for source in used
        if source in counted or source.get('scale', scale) == 'max' -%}
        {%- do as_given.append(source) -%}
    {%- endfor -%}
    {%- set is_merchandised = merchandising is not none -%}
    {%- set others = 'limited' if most_per
        else 'ranked' if diversity == 0 else 'diversified' -%}
    {%- set reasons = 'reasons' if counted else 'candidates' -%}
    {%- set ranks = 'placed' if is_merchandised else others -%}
with

{% if is_merchandised -%}
of_sources as (
{%- else -%}
candidates as (
{%- endif %}

    {% for source in used -%}
    select
        '{{ source.name }}' as source,
        user_id,
        item_id,
        score,
        reason
    from {{ source.relation }}
    {{ "union all" if not loop.last }}
    {% endfor %}
),

{% if is_merchandised -%}
-- What a shop pins or raises is a candidate of everybody.
raised as (

    select distinct
        'pinned' as source,
        merchandising.item_id,
        'chosen by the shop' as reason
    from {{ merchandising }} as merchandising
    where merchandising.pin is not null
    {% if counted %}
    union all

    (
        select
            'boosted' as source,
            popularity.item_id,
            cast(null as {{ dbt.type_string() }}) as reason
        from {{ popularity }} as popularity
        inner join {{ merchandising }} as merchandising
            on popularity.item_id = merchandising.item_id
        where merchandising.boost > 1
        group by popularity.item_id, popularity.rank
        order by max(merchandising.boost) / popularity.rank desc, popularity.item_id
        limit 100
    )
    {% endif %}
),

candidates as (

    select * from of_sources

    union all

    select
        raised.source,
        users.user_id,
        raised.item_id,
        1 as score,
        raised.reason
    from (select distinct user_id from of_sources) as users
    cross join raised

),

{% endif -%}
allowed as (

    select candidates.*
    from candidates
    left join {{ exclusions }} as exclusions
        on
            candidates.user_id = exclusions.user_id
            and candidates.item_id = exclusions.item_id
    {% if wanted -%}
    inner join {{ wanted }} as wanted on candidates.item_id = wanted.item_id
    {% endif -%}
    where
        exclusions.user_id is null
        and {{ recmart.block_of('candidates.user_id', rows) }}

),

{% if is_merchandised -%}
said_by_shop as (

    {{ recmart.merchandised('allowed', merchandising, user_segments) | indent(4) }}

),

offered as (

    select
        allowed.*,
        said_by_shop.pin,
        coalesce(said_by_shop.boost, 1) as boost
    from allowed
    left join said_by_shop
        on
            allowed.user_id = said_by_shop.user_id
            and allowed.item_id = said_by_shop.item_id
    where
        not coalesce(said_by_shop.is_hidden, false)
        and (allowed.source != 'pinned' or said_by_shop.pin is not null)

),

{% endif -%}
{% if counted -%}
-- Of what is the same for all, the reason is, too: it is not looked up.
reasons as (

    select * from candidates
    where source not in ('{{ counted | map(attribute='name') | join("', '") }}')

),

{% endif -%}
combined as (

    select
        user_id,
        item_id,
        {% for source in used -%}
        {% if source in as_given -%}
        max(case when source = '{{ source.name }}' then score end)
            as {{ source.name }}_given
        {%- else -%}
        max(
            case when source = '{{ source.name }}' then {{ source.weight }} * score else 0 end
        ) as {{ source.name }}_score
        {%- endif -%}
        {{ "," if not loop.last or is_merchandised }}
        {% endfor -%}
        {% if is_merchandised -%}
        min(pin) as pin,
        min(boost) as boost
        {%- endif %}
    from {{ 'offered' if is_merchandised else 'allowed' }}
    group by user_id, item_id

),
{%- if as_given %}

-- Items are fewer than what sources offer: so it is of them that a user's best is sought.
weighed as (

    select
        combined.*,
        {% for source in as_given -%}
        coalesce(
            {{ source.weight }} * (
                {% if source in counted -%}
                cast(1 as {{ recmart.type_double() }}) / popularity.rank
                {%- else -%}
                combined.{{ source.name }}_given
                {%- endif %}
                {%- if source.get('scale', scale) == 'max' %}
                / max(combined.{{ source.name }}_given)
                    over (partition by combined.user_id)
                {%- endif %}
            ),
            0
        ) as {{ source.name }}_score{{ "," if not loop.last }}
        {% endfor %}
    from combined
    {% if counted -%}
    inner join {{ popularity }} as popularity on combined.item_id = popularity.item_id
    {%- endif %}

),
{%- endif %}
{%- set summed = 'weighed' if as_given else 'combined' %}
{%- set raised = 'boost * ' if is_merchandised else '' %}

led as (

    select
        *,
        greatest(
            {%- for source in used -%}
            {{ source.name }}_score{{ ", " if not loop.last }}
            {%- endfor -%}
        ) as largest_score
    from {{ summed }}

),

-- Each contribution is raised alike: the largest of them stays it, also times 0.
scored as (

    select
        user_id,
        item_id,
        {% if is_merchandised -%}
        pin,
        {% endif -%}
        {% for source in used -%}
        {{ raised }}{{ source.name }}_score as {{ source.name }}_score,
        {% endfor -%}
        {% for source in used -%}
        {{ raised }}{{ source.name }}_score{{ " + " if not loop.last }}
        {%- endfor %} as score,
        case
            {% if is_merchandised -%}
            when pin is not null then 'pinned'
            {% endif -%}
            {% for source in used -%}
            when {{ source.name }}_score = largest_score then '{{ source.name }}'
            {% endfor %}
        end as source
    from led

),

ranked as (

    select
        *,
        row_number() over (
            partition by user_id
            {%- if is_merchandised %}, pin is null order by pin, score desc, item_id
            {%- else %} order by score desc, item_id
            {%- endif %}
        ) as rank
    from scored

)
{%- if diversity != 0 or most_per %},

pool as (

    select * from ranked
    where
        {% if is_merchandised -%}
        pin is null
        and {% endif -%}
        rank <= {{ recmart.pool_size(list_size) }}

)
{%- endif %}
{%- if diversity != 0 %},

diversified as (

    {{ recmart.diversify('pool', similarity, diversity, list_size) | indent(4) }}

)
{%- endif %}
{%- if most_per %},

limits as (

    {{ recmart.limits_in_force(most_per, filters) | indent(4) }}

),

limited as (

    {{ recmart.limited_per_value('pool', catalogue, 'limits', list_size)
        | indent(4) }}

)
{%- endif %}
{%- if is_merchandised %},

placed as (

    {{ recmart.placed('ranked', others, list_size) | indent(4) }}

)
{%- endif %}

select
    ranked.user_id,
    {{ ranks }}.rank,
    ranked.item_id,
    popularity.title,
    ranked.score,
    ranked.source,
    {% for source in sources -%}
    {% if source in used -%}
    ranked.{{ source.name }}_score
    {%- else -%}
    cast(0 as {{ recmart.type_double() }})
    {%- endif %}
        as {{ source.name }}_score,
    {% endfor -%}
    {% if counted -%}
    coalesce(
        reasons.reason,
        case ranked.source
            {%- for source in counted %}
            when '{{ source.name }}' then '{{ source.of_all }}'
            {%- endfor %}
        end
    ) as reason
    {%- else -%}
    candidates.reason
    {%- endif %}
from ranked
{{ "left" if counted else "inner" }} join {{ reasons }}
    on
        ranked.source = {{ reasons }}.source
        and ranked.user_id = {{ reasons }}.user_id
        and ranked.item_id = {{ reasons }}.item_id
inner join {{ popularity }} as popularity on ranked.item_id = popularity.item_id
{% if ranks == 'ranked' -%}
where ranked.rank <= {{ list_size }}
order by ranked.user_id, ranked.rank
{%- else -%}
inner join {{ ranks }}
    on
        ranked.user_id = {{ ranks }}.user_id
        and ranked.item_id = {{ ranks }}.item_id
{% if is_merchandised -%}
where {{ ranks }}.rank <= {{ list_size }}
{% endif -%}
order by {{ ranks }}.user_id, {{ ranks }}.rank
{%- endif %}
{% endmacro %}
