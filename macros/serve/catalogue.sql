{% macro catalogue(popularity, attributes=[], packed=none, merchandising=none) %}
    {#- What is shown of each item, the same in every domain. -#}
    {%- do recmart.check_arguments('catalogue', {
        'popularity': ['relation', popularity],
        'attributes': ['list[string]', attributes],
        'packed': ['optional[string]', packed],
        'merchandising': ['optional[relation]', merchandising],
    }) -%}
    {{ return(adapter.dispatch('catalogue', 'recmart')(
        popularity, attributes, packed, merchandising
    )) }}
{% endmacro %}


{% macro default__catalogue(popularity, attributes, packed, merchandising) %}
with

described as (

    select
        item_id,
        title,
        rank,
        score,
        {% if packed -%}
        coalesce(
            cast(cast({{ packed }} as json) as map(varchar, varchar)),
            cast(map() as map(varchar, varchar))
        ) as attributes
        {%- else -%}
        map {
            {% for name in attributes -%}
            '{{ name }}': {{ name }}{{ "," if not loop.last }}
            {% endfor -%}
        } as attributes
        {%- endif %}
    from {{ popularity }}

),

-- Of a text that holds several values the whole is one of them.
valued as (

    select
        *,
        flatten([
            [
                struct_pack(key := entry.key, value := one)
                for one in list_prepend(
                    entry.value, {{ recmart.value_parts('entry.value') | indent(20) }}
                )
            ]
            for entry in map_entries(attributes)
        ]) as entries
    from described

)

select
    item_id,
    title,
    rank,
    score,
    attributes,
    list_append(
        list_sort(list_distinct([
            {{ recmart.tag_text('entry.key') }}
            || '='
            || {{ recmart.tag_text('entry.value') }}
            for entry in entries
        ])),
        'item_id=' || item_id
    )
    {%- if merchandising %}
    || case
        when
            item_id in (
                select merchandising.item_id from {{ merchandising }} as merchandising
                where merchandising.is_hidden and merchandising.segment is null
            )
            then ['=hidden']
        else []
    end
    {%- endif %} as tags
from valued
order by rank
{% endmacro %}


{% macro spark__catalogue(popularity, attributes, packed, merchandising) %}
    {%- set value = "regexp_replace(trim(entry.value), '^.(.*).$', '$1')" -%}
    {%- set is_list = recmart.matches_pattern('trim(entry.value)', '\\[.*\\]', is_whole=true) -%}
    {%- set between = recmart.text_literal("[\'\"]?\\s*[|;,]\\s*[\'\"]?|^\\s*[\'\"]|[\'\"]\\s*$") -%}
with

described as (

    select
        item_id,
        title,
        rank,
        score,
        {% if packed -%}
        coalesce(
            from_json({{ packed }}, 'map<string, string>'),
            cast(map() as map<string, string>)
        ) as attributes
        {%- else -%}
        map(
            {% for name in attributes -%}
            '{{ name }}', cast({{ name }} as string){{ "," if not loop.last }}
            {% endfor -%}
        ) as attributes
        {%- endif %}
    from {{ popularity }}

)

select
    item_id,
    title,
    rank,
    score,
    attributes,
    array_sort(array_distinct(array_compact(flatten(transform(
        map_entries(attributes),
        entry -> transform(
            -- Of a text that holds several values the whole is one of them.
            concat(
                array(entry.value),
                case
                    when {{ is_list }} then split({{ value }}, {{ between }})
                    else coalesce(
                        split(entry.value, {{ recmart.text_literal('\\s*[|;,]\\s*') }}),
                        array()
                    )
                end
            ),
            one -> lower(nullif(trim(entry.key), '')) || '=' || lower(nullif(trim(one), ''))
        )
    ))))) as tags
from described
order by rank
{% endmacro %}


{% macro postgres__catalogue(popularity, attributes, packed, merchandising) %}
    {#- Texts that hold several values are not taken apart: jsonb can be asked. Nobody asks
        for what is hidden but table macros. -#}
with

described as (

    select
        item_id,
        title,
        rank,
        score,
        {% if packed -%}
        coalesce(cast({{ packed }} as jsonb), '{}') as attributes
        {%- else -%}
        jsonb_build_object(
            {% for name in attributes -%}
            '{{ name }}', {{ name }}{{ "," if not loop.last }}
            {% endfor %}
        ) as attributes
        {%- endif %}
    from {{ popularity }}

)

select
    item_id,
    title,
    rank,
    score,
    attributes,
    array(
        select distinct lower(entries.key) || '=' || lower(entries.value) as tag
        from jsonb_each_text(described.attributes) as entries (key, value)
        where entries.value is not null
        order by tag
    ) || ('item_id=' || item_id) as tags
from described
order by rank
{% endmacro %}
