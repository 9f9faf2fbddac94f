{% macro top_n(relation, partition_by, item, score, n) %}
    {#- For each partition the n rows of the highest score, ties to the lower item:
        columns partition, item, score, rank. Item and score are whole numbers. -#}
    {{ return(adapter.dispatch('top_n', 'recmart')(
        relation, partition_by, item, score, n
    )) }}
{% endmacro %}


{% macro default__top_n(relation, partition_by, item, score, n) %}
    select
        {{ partition_by }},
        {{ item }},
        {{ score }},
        rank
    from (
        select
            {{ partition_by }},
            {{ item }},
            {{ score }},
            row_number() over (
                partition by {{ partition_by }}
                order by {{ score }} desc, {{ item }}
            ) as rank
        from {{ relation }}
    ) as ranked
    where rank <= {{ n }}
{% endmacro %}


{% macro duckdb__top_n(relation, partition_by, item, score, n) %}
    {#- Score and item packed into one number: `max(number, n)` keeps a heap of n,
        where a window would sort every row. -#}
    select
        {{ partition_by }},
        cast(4294967295 - (packed & 4294967295) as bigint) as {{ item }},
        cast(
            (packed - (packed & 4294967295)) // 4294967296 as bigint
        ) as {{ score }},
        rank
    from (
        select
            {{ partition_by }},
            unnest(heap) as packed,
            generate_subscripts(heap, 1) as rank
        from (
            select
                {{ partition_by }},
                max(
                    cast({{ score }} as hugeint) * 4294967296
                    + (4294967295 - {{ item }}),
                    {{ n }}
                ) as heap
            from {{ relation }}
            group by {{ partition_by }}
        ) as heaps
    ) as unpacked
{% endmacro %}
