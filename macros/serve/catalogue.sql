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

    {{ recmart.described_items(popularity, attributes, packed) | indent(4) }}

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
        '=item=' || item_id
    )
    {%- if merchandising %}
    || case
        when
            item_id in (
                {{ recmart.hidden_items(merchandising) | indent(16) }}
            )
            then ['=hidden']
        else []
    end
    {%- endif %} as tags
from valued
order by rank
{% endmacro %}


{% macro spark__catalogue(popularity, attributes, packed, merchandising) %}
with

described as (

    {{ recmart.described_items(popularity, attributes, packed) | indent(4) }}

)

select
    item_id,
    title,
    rank,
    score,
    attributes,
    concat(
        array_sort(array_distinct(array_compact(flatten(transform(
            map_entries(attributes),
            entry -> transform(
                -- Of a text that holds several values the whole is one of them.
                concat(
                    array(entry.value),
                    coalesce({{ recmart.value_parts('entry.value') | indent(20) }}, array())
                ),
                one -> lower(nullif(trim(entry.key), ''))
                || '='
                || lower(nullif(trim(one), ''))
            )
        ))))),
        array('=item=' || item_id)
    ) as tags
from described
order by rank
{% endmacro %}


{% macro postgres__catalogue(popularity, attributes, packed, merchandising) %}
    {#- Texts that hold several values are not taken apart: jsonb can be asked. Nobody asks
        for what is hidden but table macros. -#}
with

described as (

    {{ recmart.described_items(popularity, attributes, packed) | indent(4) }}

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
    ) || ('=item=' || item_id) as tags
from described
order by rank
{% endmacro %}


{% macro described_items(popularity, attributes, packed) -%}
select
    item_id,
    title,
    rank,
    score,
    {% if packed -%}
    {{ recmart.unpacked_attributes(packed) }}
    {%- else -%}
    {{ recmart.named_attributes(attributes) | indent(4) }}
    {%- endif %} as attributes
from {{ popularity }}
{%- endmacro %}


{% macro unpacked_attributes(packed) %}
    {{ return(adapter.dispatch('unpacked_attributes', 'recmart')(packed)) }}
{% endmacro %}


{% macro default__unpacked_attributes(packed) -%}
    coalesce(
        cast(cast({{ packed }} as json) as map(varchar, varchar)),
        cast(map() as map(varchar, varchar))
    )
{%- endmacro %}


{% macro spark__unpacked_attributes(packed) -%}
    coalesce(
        from_json({{ packed }}, 'map<string, string>'),
        cast(map() as map<string, string>)
    )
{%- endmacro %}


{% macro postgres__unpacked_attributes(packed) -%}
    coalesce(cast({{ packed }} as jsonb), '{}')
{%- endmacro %}


{#- Columns as one value that holds their names, too. -#}
{% macro named_attributes(attributes, relation=none) %}
    {%- set columns = {} -%}
    {%- for name in attributes -%}
        {%- do columns.update({name: (relation ~ '.' if relation else '') ~ name}) -%}
    {%- endfor -%}
    {{ return(adapter.dispatch('named_attributes', 'recmart')(columns)) }}
{% endmacro %}


{% macro default__named_attributes(columns) -%}
    {% if columns -%}
map {
    {% for name, column in columns.items() -%}
    '{{ name }}': {{ column }}{{ "," if not loop.last }}
    {% endfor -%}
}
    {%- else -%}
cast(map() as map(varchar, varchar))
    {%- endif %}
{%- endmacro %}


{% macro spark__named_attributes(columns) -%}
    {%- if columns -%}
map(
    {% for name, column in columns.items() -%}
    '{{ name }}', cast({{ column }} as string){{ "," if not loop.last }}
    {% endfor -%}
)
    {%- else -%}
cast(map() as map<string, string>)
    {%- endif -%}
{%- endmacro %}


{% macro postgres__named_attributes(columns) -%}
jsonb_build_object(
    {% for name, column in columns.items() -%}
    '{{ name }}', {{ column }}{{ "," if not loop.last }}
    {% endfor %}
)
{%- endmacro %}
