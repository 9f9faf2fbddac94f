{% macro most_per_value(ranked) -%}
    {#- The CTE `chosen` of a table macro: the ranks of a list that stay where `most_per`
        is given, one after the other, as many as the page takes. -#}
    {%- do recmart.check_arguments('most_per_value', {
        'ranked': ['string', ranked],
    }) -%}
limits as (

    select
        {{ recmart.tag_text("regexp_extract(pair, '^(.*)=', 1)") }} as name,
        case
            when regexp_full_match(pair, '.*\S.*=\s*[1-9][0-9]{0,8}\s*')
                then cast(regexp_extract(pair, '=\s*([0-9]+)\s*$', 1) as bigint)
            else error(
                'most_per ''' || pair || ''' is not of the form NAME=NUMBER, from 1 up'
            )
        end as most
    from (select unnest({{ recmart.texts_of('most_per') | indent(4) }}) as pair)
    where pair is not null

),

entries as (

    select
        {{ ranked }}.rank,
        unnest(map_entries({{ ranked }}.attributes)) as entry
    from {{ ranked }}
    where most_per is not null

),

limited_values as (

    select distinct
        entries.rank,
        limits.most,
        limits.name
        || '='
        || unnest([
            {{ recmart.tag_text('part') }}
            for part in {{ recmart.value_parts('entries.entry.value') | indent(12) }}
        ]) as value
    from entries
    inner join limits
        on {{ recmart.tag_text('entries.entry.key') | indent(8) }} = limits.name

),

limited_rows as (

    select
        {{ ranked }}.rank,
        coalesce(
            list(struct_pack(value := limited_values.value, most := limited_values.most))
            filter (where limited_values.value is not null),
            []
        ) as counted,
        coalesce(
            list(limited_values.value) filter (where limited_values.value is not null), []
        ) as texts
    from {{ ranked }}
    left join limited_values on {{ ranked }}.rank = limited_values.rank
    where most_per is not null
    group by {{ ranked }}.rank

),

-- A value is full with as many rows as it may have; the next is the first without one.
chosen as (

    select
        0 as rank,
        0 as rows,
        cast([] as varchar[]) as taken,
        cast([] as varchar[]) as is_full
    where most_per is not null

    union all

    select
        found.next.rank,
        found.rows + 1 as rows,
        list_concat(found.taken, found.next.texts) as taken,
        list_concat(
            found.is_full,
            [
                one.value for one in found.next.counted
                if len([text for text in found.taken if text = one.value]) + 1 >= one.most
            ]
        ) as is_full
    from (
        select
            chosen.rows,
            chosen.taken,
            chosen.is_full,
            min_by(limited_rows, limited_rows.rank) as next
        from chosen
        inner join limited_rows
            on
                chosen.rank < limited_rows.rank
                and not list_has_any(limited_rows.texts, chosen.is_full)
        where
            chosen.rows
            < {{ recmart.checked_count('k') | indent(12) }}
            + {{ recmart.checked_count('offset', least=0) | indent(12) }}
        group by chosen.rows, chosen.taken, chosen.is_full
    ) as found

)
{%- endmacro %}
