{% macro blend(
    sources,
    exclusions,
    popularity,
    list_size,
    scale='max',
    diversity=0,
    similarity=none,
    wanted=none
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
    }) -%}
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
    {#- A source may have a `scale` of its own: none for a score that is comparable
        between users as it is. -#}
    {%- set unscaled = [] -%}
    {%- for source in used if source.get('scale', scale) == 'none' -%}
        {%- do unscaled.append("'" ~ source.name ~ "'") -%}
    {%- endfor -%}
    {#- Of what is no table here nothing is known. -#}
    {%- set counts = ['0'] -%}
    {%- for source in used if source.relation is not string -%}
        {%- do counts.append('(select 4 * count(*) from ' ~ source.relation ~ ')') -%}
    {%- endfor -%}
    {%- set rows = counts | join(' + ') -%}
    {#- What a list's length brings in must not decide what else is worth. -#}
    {%- set counted = used | selectattr('of_all', 'defined') | list -%}
with

candidates as (

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

scaled as (

    select
        source,
        user_id,
        item_id,
        score,
        {% if unscaled | length == used | length -%}
        score as share
        {%- elif unscaled -%}
        case
            when source in ({{ unscaled | join(", ") }}) then score
            else score / max(score) over (partition by user_id, source)
        end as share
        {%- else -%}
        score / max(score) over (partition by user_id, source) as share
        {%- endif %}
    from allowed

),

combined as (

    select
        user_id,
        item_id,
        {% for source in used -%}
        {% if source in counted -%}
        max(case when source = '{{ source.name }}' then score end) as {{ source.name }}
        {%- else -%}
        max(
            case when source = '{{ source.name }}' then {{ source.weight }} * share else 0 end
        ) as {{ source.name }}_score
        {%- endif -%}
        {{ "," if not loop.last }}
        {% endfor %}
    from scaled
    group by user_id, item_id

),
{%- if counted %}

counted as (

    select
        combined.*,
        {% for source in counted -%}
        coalesce(
            {{ source.weight }} * (
                cast(1 as {{ recmart.type_double() }}) / popularity.rank
                {%- if "'" ~ source.name ~ "'" not in unscaled %}
                / max(combined.{{ source.name }}) over (partition by combined.user_id)
                {%- endif %}
            ),
            0
        ) as {{ source.name }}_score{{ "," if not loop.last }}
        {% endfor %}
    from combined
    inner join {{ popularity }} as popularity on combined.item_id = popularity.item_id

),
{%- endif %}

scored as (

    select
        *,
        {% for source in used -%}
        {{ source.name }}_score{{ " + " if not loop.last }}
        {%- endfor %} as score,
        greatest(
            {%- for source in used -%}
            {{ source.name }}_score{{ ", " if not loop.last }}
            {%- endfor -%}
        ) as largest_score
    from {{ 'counted' if counted else 'combined' }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by user_id order by score desc, item_id
        ) as rank,
        case
            {% for source in used -%}
            when {{ source.name }}_score = largest_score then '{{ source.name }}'
            {% endfor %}
        end as source
    from scored

)
{%- if diversity != 0 %},

pool as (

    select * from ranked
    where rank <= 5 * greatest({{ list_size }}, {{ var('recommendations_per_user') }})

),

diversified as (

    {{ recmart.diversify('pool', similarity, diversity, list_size) | indent(4) }}

)
{%- endif %}

select
    ranked.user_id,
    {{ 'ranked' if diversity == 0 else 'diversified' }}.rank,
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
        candidates.reason,
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
{{ "left" if counted else "inner" }} join candidates
    on
        ranked.source = candidates.source
        and ranked.user_id = candidates.user_id
        and ranked.item_id = candidates.item_id
inner join {{ popularity }} as popularity on ranked.item_id = popularity.item_id
{% if diversity == 0 -%}
where ranked.rank <= {{ list_size }}
order by ranked.user_id, ranked.rank
{%- else -%}
inner join diversified
    on
        ranked.user_id = diversified.user_id
        and ranked.item_id = diversified.item_id
order by diversified.user_id, diversified.rank
{%- endif %}
{% endmacro %}
