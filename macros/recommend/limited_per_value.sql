{% macro limited_per_value(ranked, catalogue, limits, list_size) %}
    {#- Lists in which not too many share a value, place by place: the next is the first
        that has no value of which there are as many as there may be. Arguments of table
        macros are called item_id, too: all such columns say whose they are. -#}
    {%- do recmart.check_arguments('limited_per_value', {
        'ranked': ['relation', ranked],
        'catalogue': ['relation', catalogue],
        'limits': ['relation', limits],
        'list_size': ['any', list_size],
    }) -%}
    {%- if target.type != 'duckdb' -%}
        {{ exceptions.raise_compiler_error(
            "limited_per_value: the var most_per needs DuckDB; on " ~ target.type
            ~ " leave it empty."
        ) }}
    {%- endif -%}
with

-- Of an attribute that is named twice both hold: the smaller one.
limits_by_name as (

    select
        limits.name,
        min(limits.most) as most
    from {{ limits }} as limits
    group by limits.name

),

entries as (

    select
        catalogue.item_id,
        unnest(map_entries(catalogue.attributes)) as entry
    from {{ catalogue }} as catalogue

),

limited_values as (

    select distinct
        entries.item_id,
        limits_by_name.most,
        limits_by_name.name
        || '='
        || unnest([
            {{ recmart.tag_text('part') }}
            for part in {{ recmart.value_parts('entries.entry.value') | indent(12) }}
        ]) as value
    from entries
    inner join limits_by_name
        on {{ recmart.tag_text('entries.entry.key') }} = limits_by_name.name

),

values_of_items as (

    select
        limited_values.item_id,
        list(
            struct_pack(value := limited_values.value, most := limited_values.most)
        ) as counted,
        list(limited_values.value) as texts
    from limited_values
    where limited_values.value is not null
    group by limited_values.item_id

),

candidates_with_values as (

    select
        ranked.user_id,
        ranked.item_id,
        ranked.rank,
        coalesce(values_of_items.counted, []) as counted,
        coalesce(values_of_items.texts, []) as texts
    from {{ ranked }} as ranked
    left join values_of_items on ranked.item_id = values_of_items.item_id

),

chosen as (

    with recursive

    steps as (

        select distinct
            user_id,
            cast(null as varchar) as item_id,
            cast(0 as bigint) as rank,
            cast(0 as bigint) as place,
            cast([] as varchar[]) as taken,
            cast([] as varchar[]) as is_full
        from candidates_with_values

        union all

        select
            found.user_id,
            found.next.item_id,
            found.next.rank,
            found.place + 1 as place,
            list_concat(found.taken, found.next.texts) as taken,
            list_concat(
                found.is_full,
                [
                    one.value for one in found.next.counted
                    if len([text for text in found.taken if text = one.value]) + 1
                    >= one.most
                ]
            ) as is_full
        from (
            select
                steps.user_id,
                any_value(steps.place) as place,
                any_value(steps.taken) as taken,
                any_value(steps.is_full) as is_full,
                min_by(candidates_with_values, candidates_with_values.rank) as next
            from steps
            inner join candidates_with_values
                on
                    steps.user_id = candidates_with_values.user_id
                    and steps.rank < candidates_with_values.rank
                    and not list_has_any(candidates_with_values.texts, steps.is_full)
            where steps.place < {{ list_size }}
            group by steps.user_id
        ) as found

    )

    select
        steps.user_id,
        steps.item_id,
        steps.place as rank
    from steps
    where steps.place > 0

)

select * from chosen
{% endmacro %}


{#- The limits of a build; who asks for one genre alone is not given three of it, and of
    given items in their order none is left out. -#}
{% macro limits_in_force(most_per, filters=none) %}
select
    limits.name,
    limits.most
from (
    {% for name, most in most_per.items() -%}
    select
        {{ recmart.tag_text(recmart.text_literal(name)) }} as name,
        {{ most }} as most
    {{ "union all" if not loop.last }}
    {% endfor %}
) as limits
{% if filters -%}
where
    {{ filters }} is null
    or len([
        tag for tag in {{ filters }}
        if tag = '=item=' or starts_with(tag, limits.name || '=')
    ]) = 0
{%- endif %}
{% endmacro %}
